using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Tests.Verifying;

[TestClass]
public sealed class IsolatedCaptureTests
{
    private const string Source = """
        public sealed class Where { public int Process; }

        public static class Roots
        {
            public static readonly ImageRoot<Dictionary<string, int[]>> Table = new(() => new() { ["a"] = [1, 2], ["b"] = [3] });
            public static readonly ImageRoot<Where> Process = new(() => new() { Process = Environment.ProcessId });
        }
        """;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Image_is_the_same_wherever_its_builders_ran(bool verify)
    {
        using var package = TestPackage.Compile(Source);
        SerializeResult inside = package.Serialize(request => request with { Verify = verify, Exclude = verify ? [] : ["Roots.Process"] });

        string path = Path.Combine(package.Directory, "isolated.pkgimg");
        SerializeResult isolated = package.Serialize(request => request with { ImagePath = path, IsIsolated = true, Verify = verify, Exclude = verify ? [] : ["Roots.Process"] });

        Assert.AreEqual(inside.BuildId, isolated.BuildId, string.Join('\n', isolated.Diagnostics));
        Assert.AreEqual(verify, ImageDescription.Read(path).Verified);
        Assert.AreEqual("True False", string.Join(' ', isolated.Roots.Select(static root => root.Captured)));
        Assert.AreEqual(verify ? "IMG2030" : "", string.Join(' ', isolated.Diagnostics.Select(static diagnostic => diagnostic.Code)));
    }

    [TestMethod]
    public void Builder_runs_in_another_process()
    {
        using var package = TestPackage.Compile("""
            public static class Roots { public static readonly ImageRoot<int[]> Process = new(() => throw new NotSupportedException("in process " + Environment.ProcessId)); }
            """);

        SerializeResult result = package.Serialize(static request => request with { IsIsolated = true });

        ImagingDiagnostic error = result.Diagnostics.Single();
        Assert.AreEqual("IMG2001", error.Code);
        Assert.Contains("in process ", error.Message);
        Assert.DoesNotContain($"in process {Environment.ProcessId}", error.Message);
    }
}
