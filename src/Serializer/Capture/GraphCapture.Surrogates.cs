using Imaging.Format;

namespace Imaging.Serializer.Capture;

internal sealed partial class GraphCapture
{
    // Deeper than any data that a package gives surrogates to, and soon reached by one that makes objects to give them to.
    private const int MostSurrogateDepth = 10_000;

    private void WalkSurrogate(object value, int number, Type surrogate)
    {
        if (_nodes[number].SurrogateDepth == MostSurrogateDepth)
        {
            // Where it began: a path through all of them can be read by nobody.
            while (_nodes[number].SurrogateDepth > 0)
            {
                number = _nodes[number].Parent;
            }

            throw Refuse(number, new CaptureRefusal(
                DiagnosticCodes.SurrogateCycle,
                $"surrogates that hold objects with surrogates are nested more than {MostSurrogateDepth} deep: the surrogate {surrogate} seems to make a new {value.GetType()} each time; let it hold what the object is made from"));
        }

        object? given;
        try
        {
            given = surrogates.Of(value, surrogate);
        }
        catch (CaptureRefusedException exception)
        {
            throw new CaptureRefusedException(exception.Code, $"at {PathOf(number)}: {exception.Message}", exception.Detail);
        }

        int node = given is null ? -1 : Visit(given, number, 0, NodeTreatment.None);
        _arguments[number] = [node];
        _rebuilds.Add(new CapturedRebuild(RebuildKind.Surrogate, number, [node], []) { Surrogate = surrogate });
    }

    private ushort DepthBelow(int parent) =>
        parent < 0 ? (ushort)0 : (ushort)(_nodes[parent].SurrogateDepth + (_nodes[parent].Treatment == NodeTreatment.Surrogate ? 1 : 0));

    /// <summary>Whether there is no such object before it is made from its surrogate.</summary>
    private bool AwaitsSurrogate(int node) =>
        _nodes[node].Treatment == NodeTreatment.Surrogate
        || (_nodes[node].Kind == NodeKind.Delegate && ChildrenOf(node).Any(AwaitsSurrogate));

    /// <summary>What has to be there before an object is made again: a surrogate, complete, and what is stored in the object as it is made.</summary>
    private IEnumerable<int> MadeBefore(CapturedRebuild rebuild)
    {
        IEnumerable<int> arguments = rebuild.Arguments.Where(static argument => argument >= 0);
        return rebuild.Kind switch
        {
            RebuildKind.Surrogate => arguments,
            RebuildKind.Constructed or RebuildKind.Array => arguments.Concat(arguments.SelectMany(ChildrenOf)).Where(AwaitsSurrogate),
            _ => [],
        };
    }

    private CaptureRefusedException RefuseSurrogateCycle(CapturedRebuild rebuild) => Refuse(rebuild.Node, new CaptureRefusal(
        DiagnosticCodes.SurrogateCycle,
        $"the surrogate {rebuild.Surrogate} leads back to the object that it stands for, so neither can be made before the other; let it hold what the object is made from, without the object itself"));
}
