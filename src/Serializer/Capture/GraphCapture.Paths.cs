using System.Globalization;
using System.Text;

namespace Imaging.Serializer.Capture;

internal sealed partial class GraphCapture
{
    /// <summary>The fields that lead from the root to a node, as first found.</summary>
    internal string PathOf(int node)
    {
        var steps = new Stack<string>();
        for (int at = node; _nodes[at].Parent >= 0; at = _nodes[at].Parent)
        {
            steps.Push(Step(_nodes[at].Parent, _nodes[at].ParentPlace));
        }

        var path = new StringBuilder(_rootName);
        foreach (string step in steps)
        {
            path.Append(step);
        }

        return path.ToString();
    }

    private string Step(int parent, int place)
    {
        ref readonly CapturedNode node = ref _nodes[parent];
        if (node.Kind == NodeKind.Delegate)
        {
            return ".Target";
        }

        if (node.Treatment == NodeTreatment.Rebuilt)
        {
            return ".pattern";
        }

        CapturedType type = Types[node.Number];
        IReadOnlyList<FieldReference> references = type.Fields.References;
        string path = references[place % references.Count].Path;
        if (!type.Type.IsArray)
        {
            return "." + path;
        }

        string element = string.Create(CultureInfo.InvariantCulture, $"[{place / references.Count}]");
        return path.Length == 0 ? element : element + "." + path;
    }
}
