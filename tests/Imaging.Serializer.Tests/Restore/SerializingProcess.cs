using System.Text;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>Serializes a package in a process of its own.</summary>
internal static class SerializingProcess
{
    private const string Program = """
        using Imaging.Serializer;

        object[] burned = new object[args[0].Length * 100];
        for (int i = 0; i < burned.Length; i++) _ = System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(burned[i] = new object());
        SerializeResult result = PackageSerializer.Serialize(
            new SerializeRequest { Project = "P", AssemblyPath = args[0], Closure = args[2..], ImagePath = args[1] },
            CancellationToken.None);
        Console.Write(result.ImageWritten ? "seed".GetHashCode() : string.Join('\n', result.Diagnostics));
        """;

    /// <returns>What tells the process's hash seed, and the image.</returns>
    internal static async Task<(string Seed, byte[] Image)> RunAsync(TestPackage package, IReadOnlyDictionary<string, string> environment)
    {
        using var directory = new TemporaryDirectory();
        string serializer = typeof(PackageSerializer).Assembly.Location;
        foreach (string file in new[] { serializer, SourceCompiler.Runtime })
        {
            File.Copy(file, directory.File(Path.GetFileName(file)));
        }

        string program = directory.File("Serializing.dll");
        SourceCompiler.Compile(Program, program, [serializer], isProgram: true);
        await File.WriteAllTextAsync(
            directory.File("Serializing.runtimeconfig.json"),
            $$"""{ "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version.ToString(3)}}" } } }""",
            Encoding.UTF8);

        string image = directory.File("P.pkgimg");
        ProgramResult result = await DotNetHost.RunAsync(["exec", program, package.AssemblyPath, image, Path.Combine(package.Directory, Path.GetFileName(SourceCompiler.Runtime))], environment);
        Assert.IsTrue(int.TryParse(result.Text(), out _), result.Output);
        return (result.Text(), await File.ReadAllBytesAsync(image));
    }
}
