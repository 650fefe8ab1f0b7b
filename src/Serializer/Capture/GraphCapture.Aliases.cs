namespace Imaging.Serializer.Capture;

internal sealed partial class GraphCapture
{
    /// <summary>Refuses the root if a static field leads to an object that was captured as the root's own.</summary>
    private void RefuseAliases()
    {
        if (globals.Reach.Find(IsAlias) is not { } alias)
        {
            return;
        }

        string place = alias.Path == $"{alias.Holder}" ? "" : $", at {alias.Path}";
        throw Refuse(_numbers[alias.Value], new CaptureRefusal(
            DiagnosticCodes.AlsoStatic,
            $"the static field {alias.Holder} holds it too{place}, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root"));
    }

    // What another root owns, or a dependency's image, is the same object for the static field, and needs no looking through.
    private bool? IsAlias(object value)
    {
        if (externals.OwnerOf(value) is not null)
        {
            return null;
        }

        if (!_numbers.TryGetValue(value, out int number) || _nodes[number].Kind is not (NodeKind.Const or NodeKind.Main or NodeKind.Delegate))
        {
            return false;
        }

        return _nodes[number].Root == _root ? !ImmutableGraph.IsInterchangeable(value) : null;
    }
}
