namespace Imaging.Serializer.Tests.Graphs;

/// <summary>
/// For every shape that is captured: what the image gives has the structure that the builder makes in the same process,
/// behaves like it, and goes on behaving like it when both are changed.
/// </summary>
[TestClass]
public sealed class CapturedShapeTests
{
    internal static string[] Packages { get; } = ["Values", "Objects", "Collections", "HashTables", "Frozen", "Code", "Linked"];

    public static IEnumerable<object[]> Roots =>
        from package in Packages
        from root in ShapeSource.Of(package).Roots
        select new object[] { package, root.Root };

    [TestMethod]
    [DynamicData(nameof(Roots))]
    public Task Restored_is_what_the_builder_makes(string package, string root) =>
        GraphRun.AssertSameAsync(package, root, () => ShapeSource.Of(package).Text);
}
