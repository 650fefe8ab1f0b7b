using System.Text;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>The documentation's table of shapes is what these tests prove.</summary>
[TestClass]
public sealed class ShapesPageTests
{
    [TestMethod]
    public void Page_lists_what_is_captured_and_what_is_refused()
    {
        string expected = Page();
        string page = TestSource.Read("shapes").ReplaceLineEndings("\n");

        Assert.AreEqual(expected, page, $"docs/shapes.md is to be:\n{expected}");
    }

    private static string Page()
    {
        var page = new StringBuilder();
        page.Append("# What an image holds\n\n");
        page.Append("The tests of Imaging prove every line of these tables, and write them: `CapturedShapeTests`, `RefusedShapeTests` and `ShapesPageTests`.\n\n");
        page.Append("## Captured\n\n");
        page.Append("What the image gives is what the builder makes: the same structure, what is shared shared, what the process has one of linked, enumeration in the same order where one is promised, every key found, and the same behaviour when it is changed. ");
        page.Append("That is compared in processes of other cultures (German, Turkish, Thai), with the server's and the non-concurrent collector, without AVX2 and without any vector instructions, and, where no culture is named, with invariant globalization.\n\n");
        page.Append("| Shape |\n| --- |\n");
        foreach (string shape in CapturedShapeTests.Packages.SelectMany(static package => ShapeSource.Of(package).Roots).Select(static root => root.Shape).OfType<string>())
        {
            page.Append("| ").Append(shape).Append(" |\n");
        }

        page.Append("\n## Refused\n\n");
        page.Append("The root keeps its builder, and the build says where in its graph the object is, why, and what to do. A class of the framework that is in neither table is refused too, with [IMG2010](diagnostics/IMG2010.md); the package's own classes and structures are copied field by field, so what they hold decides.\n\n");
        page.Append("| Shape | Code |\n| --- | --- |\n");
        foreach ((string shape, List<string> codes) in RefusedShapes())
        {
            page.Append("| ").Append(shape).Append(" | ").AppendJoin(", ", codes.Distinct().Order().Select(static code => $"[{code}](diagnostics/{code}.md)")).Append(" |\n");
        }

        return page.ToString();
    }

    // A root without a shape of its own belongs to the one before it.
    private static List<(string Shape, List<string> Codes)> RefusedShapes()
    {
        IReadOnlyDictionary<string, string> codes = RefusedShapeTests.Codes();
        var shapes = new List<(string Shape, List<string> Codes)>();
        foreach (DeclaredShape root in ShapeSource.Of("Refused").Roots.Where(root => codes.ContainsKey(root.Root)))
        {
            if (root.Shape is not null && (shapes.Count == 0 || shapes[^1].Shape != root.Shape))
            {
                shapes.Add((root.Shape, []));
            }

            shapes[^1].Codes.Add(codes[root.Root]);
        }

        return shapes;
    }
}
