using Imaging.Serializer.Graphs;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Tests.Cli;

namespace Imaging.Serializer.Tests.Reading;

[TestClass]
public sealed class ObjectPathTests
{
    [TestMethod]
    [DataRow("sample")]
    [DataRow("base")]
    [DataRow("top")]
    public void Each_object_is_found_again_by_its_path_its_fields_and_its_word(string package)
    {
        string path = package switch { "sample" => SampleImage.Package.ImagePath, "base" => HeldObjects.BaseImage, _ => HeldObjects.TopImage };
        using var directory = new ImageDirectory(path);
        ImageGraph graph = directory.Open(path).Graph!;
        Reach reach = graph.Names.Reach;

        Assert.AreEqual(graph.Count, reach.Reached.Count);
        Assert.AreEqual((long)(graph.View.MainLength + graph.View.ConstLength), reach.Bytes());
        foreach (int node in reach.Reached)
        {
            PathText name = reach.PathTo(node);
            Assert.AreEqual(node, Find(graph, name.Text), name.Text);
            Assert.AreEqual(node, Find(graph, name.Raw), name.Raw);
            Assert.AreEqual(node, graph.ObjectOf(WordText.Parse(WordText.Of(graph.WordOf(node)))!.Value));
        }
    }

    private static int Find(ImageGraph graph, string path)
    {
        ResolvedPath resolved = PathResolver.Resolve(graph, PathResolver.RootOf(graph, path)!, path);
        Assert.IsNull(resolved.Problem);
        return resolved.Graph.ObjectOf(resolved.Word);
    }
}
