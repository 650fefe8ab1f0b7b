using Imaging.Identity;
using Imaging.Serializer.Linking;
using IdentifiedFile = Imaging.Restore.IdentifiedFile;

namespace Imaging.Serializer.Tests.Externals;

/// <summary>What the link manifest says of the code of files with certain bytes is used, and never a reason for a wrong answer.</summary>
[TestClass]
public sealed class IdentifiedFileTests
{
    // As much text as makes the assembly one whose code is looked up.
    private static readonly string s_large = $$"""
        public static class Large
        {
            public static readonly ImageRoot<int[]> Numbers = new(() => [1, 2, Text.Length]);
            private const string Text = "{{new string('x', 100_000)}}";
        }
        """;

    [TestMethod]
    public async Task Code_of_a_large_file_is_taken_from_the_manifest()
    {
        using TestPackage large = TestPackage.Compile(s_large, "Large");
        large.SerializeAll();
        string program = Program(large, out LinkManifest manifest);
        Assert.AreEqual("100000 image", await RunAsync(program));

        // A lie that is told properly is believed: that is how one sees that it is read at all.
        Change(program, manifest, static (file, code) => IdentifiedFile.Entry(file, code + 1));
        Assert.StartsWith("100000 Large changed: the image was made with other code than that of ", await RunAsync(program));
    }

    [TestMethod]
    public async Task Entry_that_is_damaged_or_of_another_file_is_not_used()
    {
        using TestPackage large = TestPackage.Compile(s_large, "Large");
        large.SerializeAll();
        string program = Program(large, out LinkManifest manifest);

        Change(program, manifest, static (file, code) => IdentifiedFile.Entry(file + 1, code + 1));
        Assert.AreEqual("100000 image", await RunAsync(program));
        for (int digit = 0; digit < 48; digit += 5)
        {
            Change(program, manifest, (file, code) => Damage(IdentifiedFile.Entry(file, code), digit));
            Assert.AreEqual("100000 image", await RunAsync(program), $"digit {digit}");
        }

        // The manifest still tells of the file that was replaced.
        Change(program, manifest, IdentifiedFile.Entry);
        using TestPackage other = TestPackage.Compile(s_large.Replace("1, 2", "1, 3", StringComparison.Ordinal), "Large");
        File.Copy(other.AssemblyPath, large.AssemblyPath, overwrite: true);
        Assert.StartsWith("100000 Large changed: the image was made with other code than that of ", await RunAsync(program));
    }

    private static string Program(TestPackage large, out LinkManifest manifest)
    {
        string program = large.CompileProgram("""
            int[] numbers = Large.Numbers.Value;
            var decision = PackageImage.Decisions[0];
            Console.WriteLine($"{numbers[2]} {(decision.FromImage ? "image" : decision.Reason)}");
            """);
        manifest = ImageLinker.Link(DeployedApp.Find(Path.GetFileNameWithoutExtension(program), Path.GetDirectoryName(program)!)).Manifest;
        LinkManifestFile.Update(Path.ChangeExtension(program, ".imglink"), manifest);
        return program;
    }

    private static void Change(string program, LinkManifest manifest, Func<ulong, ulong, string> entry)
    {
        AssemblyFacts facts = AssemblyFacts.Read(Path.Combine(Path.GetDirectoryName(program)!, "Large.dll"));
        LinkedAssembly[] assemblies = [.. manifest.Assemblies.Select(assembly => assembly.Name == "Large" ? assembly with { File = entry(facts.File, facts.Checksum) } : assembly)];
        LinkManifestFile.Update(Path.ChangeExtension(program, ".imglink"), manifest with { Assemblies = assemblies });
    }

    private static string Damage(string entry, int digit) => $"{entry[..digit]}{(entry[digit] == '7' ? '8' : '7')}{entry[(digit + 1)..]}";

    private static async Task<string> RunAsync(string program) =>
        (await DotNetHost.RunAsync(["exec", program], new Dictionary<string, string> { ["IMAGING_MODE"] = "auto" })).Text();
}
