using System.Diagnostics;

namespace Imaging.Serializer.Tests.Depot;

/// <summary>Serializes packages with a depot in processes of their own, which may be killed.</summary>
internal sealed class SharingProcess : IDisposable
{
    private const string Program = """
        using Imaging.Serializer;
        using Imaging.Serializer.Depot;

        new DepotOptions { Path = args[0] }.TryRead(out DepotSettings settings, out _);
        var request = new SerializeRequest { Project = "P", AssemblyPath = args[1], Closure = args[3..], ImagePath = args[2], Verify = true };
        SerializeResult result = PackageSerializer.Serialize(request, new ImageDepot(settings), null, CancellationToken.None);
        foreach (ImagingDiagnostic diagnostic in result.Diagnostics) Console.WriteLine($"{diagnostic.Code}: {diagnostic.Message}");
        Console.WriteLine(!result.ImageWritten ? "failed" : result.TakenFrom is { } from ? "taken" : "made");
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly string _program;
    private int _images;

    internal SharingProcess()
    {
        string serializer = typeof(PackageSerializer).Assembly.Location;
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(serializer)!, "*.dll").Where(static file => Path.GetFileName(file) is "Imaging.Serializer.dll" or "Imaging.Runtime.dll" or "Imaging.Worker.dll" or "Google.Protobuf.dll"))
        {
            File.Copy(file, _directory.File(Path.GetFileName(file)));
        }

        // By its name it may see what the tests see.
        _program = _directory.File("Imaging.Serializer.Tests.dll");
        SourceCompiler.Compile(Program, _program, [serializer], isProgram: true);
        File.WriteAllText(
            Path.ChangeExtension(_program, ".runtimeconfig.json"),
            $$"""{ "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version.ToString(3)}}" } } }""");
    }

    /// <summary>Starts a build of a package.</summary>
    /// <param name="depot">The depot.</param>
    /// <param name="package">The package.</param>
    /// <param name="imagePath">Where its image goes.</param>
    internal Process Start(TestDepot depot, TestPackage package, out string imagePath)
    {
        imagePath = _directory.File($"{Interlocked.Increment(ref _images)}.pkgimg");
        return DotNetHost.Start(
            ["exec", _program, depot.Path, package.AssemblyPath, imagePath, .. package.Request().Closure],
            new Dictionary<string, string> { ["TMPDIR"] = _directory.Path });
    }

    public void Dispose() => _directory.Dispose();
}
