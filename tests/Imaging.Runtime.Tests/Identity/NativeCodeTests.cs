using System.Diagnostics;
using System.Reflection.PortableExecutable;

namespace Imaging.Identity;

[TestClass]
public sealed class NativeCodeTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Native_code_in_a_compiled_sample_does_not_count() =>
        AssertSameAfterCompilation(TestCompiler.Compile(TestCompiler.Sample, resource: [1, 2, 3], withPdb: true), "Sample");

    [TestMethod]
    public void Native_code_in_a_signed_package_does_not_count() =>
        AssertSameAfterCompilation(File.ReadAllBytes(TestInputs.NodaTime), "NodaTime");

    [TestMethod]
    public void Composite_image_and_its_components_are_rejected()
    {
        using var directory = new TemporaryDirectory();
        string input = directory.Write("Sample.dll", TestCompiler.Compile(TestCompiler.Sample));
        Directory.CreateDirectory(Path.Combine(directory.Path, "output"));
        string composite = Path.Combine(directory.Path, "output", "all.r2r.dll");
        string component = Path.Combine(directory.Path, "output", "Sample.dll");
        RunCrossgen2("--composite", input, "-o", composite);

        BadImageFormatException ofComponent = Assert.ThrowsExactly<BadImageFormatException>(() => AssemblyFacts.Read(component));
        Assert.ThrowsExactly<BadImageFormatException>(() => AssemblyFacts.Read(composite));
        StringAssert.Contains(ofComponent.Message, "composite", StringComparison.Ordinal);
    }

    private void AssertSameAfterCompilation(byte[] assembly, string name)
    {
        using var directory = new TemporaryDirectory();
        string il = directory.Write(name + ".dll", assembly);
        string native = Path.Combine(directory.Path, name + ".native.dll");
        RunCrossgen2(il, "-o", native);

        using var reader = new PEReader(File.OpenRead(native));
        Assert.AreNotEqual(0, reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size, "There should be native code.");
        Assert.AreEqual(AssemblyFacts.Read(il) with { File = 0 }, AssemblyFacts.Read(native) with { File = 0 });
        Assert.AreNotEqual(AssemblyFacts.Read(il).File, AssemblyFacts.Read(native).File);
        Assert.AreEqual(CanonicalCode.Checksum(assembly), CanonicalCode.Checksum(File.ReadAllBytes(native)));
    }

    private void RunCrossgen2(params string[] arguments)
    {
        if (TestInputs.Crossgen2 is not { } compiler)
        {
            Assert.Inconclusive("There is no crossgen2 for this machine.");
            return;
        }

        var start = new ProcessStartInfo(compiler, [.. arguments, "-r", Path.Combine(TestInputs.FrameworkDirectory, "*.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, output + errors.Result);
    }
}
