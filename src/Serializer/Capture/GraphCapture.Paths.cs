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

    private static readonly string[] s_arguments = [".comparer", ".valueComparer", ".keys", ".values"];

    // Elements of an array of several dimensions stand in a row.
    private string Index(in CapturedNode node, int place)
    {
        if (node.Parent < 0 || _nodes[node.Parent].Treatment != NodeTreatment.Rebuilt || _objects[node.Parent] is not Array array)
        {
            return place.ToString(CultureInfo.InvariantCulture);
        }

        var indexes = new int[array.Rank];
        for (int dimension = array.Rank - 1; dimension >= 0; dimension--)
        {
            (place, int index) = Math.DivRem(place, array.GetLength(dimension));
            indexes[dimension] = index + array.GetLowerBound(dimension);
        }

        return string.Join(',', indexes);
    }

    private string Step(int parent, int place)
    {
        ref readonly CapturedNode node = ref _nodes[parent];
        if (node.Kind == NodeKind.Delegate)
        {
            return ((Delegate)_objects[parent]).HasSingleTarget ? ".Target" : string.Create(CultureInfo.InvariantCulture, $"[{place}].Target");
        }

        if (node.Treatment == NodeTreatment.Surrogate)
        {
            return ".ToSurrogate()";
        }

        if (node.Treatment == NodeTreatment.Rebuilt)
        {
            return _objects[parent] is Array ? "" : ".pattern";
        }

        if (node.Treatment == NodeTreatment.Constructed)
        {
            return s_arguments[place];
        }

        CapturedType type = Types[node.Number];
        FieldReference[] references = type.Fields.References;
        string path = references[place % references.Length].Path;
        if (!type.Type.IsArray)
        {
            return FieldPath.Behind("", path);
        }

        return FieldPath.Behind(string.Create(CultureInfo.InvariantCulture, $"[{Index(node, place / references.Length)}]"), path);
    }
}
