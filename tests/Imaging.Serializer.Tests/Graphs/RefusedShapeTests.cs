namespace Imaging.Serializer.Tests.Graphs;

/// <summary>What is not captured is refused by name, path, reason and remedy, and takes no other root with it.</summary>
[TestClass]
public sealed class RefusedShapeTests
{
    private static readonly Lazy<SerializeResult> s_result = new(static () =>
    {
        using var package = TestPackage.Compile(ShapeSource.Of("Refused").Text);
        return package.Serialize();
    });

    [TestMethod]
    public void Dump()
    {
        foreach (ImagingDiagnostic d in s_result.Value.Diagnostics) Console.WriteLine($"@@ {d.Code} {d.Severity} {d.Message}");
        foreach (RootOutcome d in s_result.Value.Roots) if (d.Captured) Console.WriteLine($"@@ captured {d.Root}");
        Assert.Fail();
    }
}
