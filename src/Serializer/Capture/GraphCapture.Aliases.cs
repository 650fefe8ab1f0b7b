namespace Imaging.Serializer.Capture;

internal sealed partial class GraphCapture
{
    /// <summary>Looks for objects that were captured as the root's own, and that a static field leads to.</summary>
    /// <param name="mustAll">Whether one that cannot be linked makes the root refused.</param>
    /// <returns>Whether there were some that are linked when the root is captured again.</returns>
    /// <exception cref="CaptureRefusedException">One of them cannot be linked.</exception>
    private bool LinkAliases(bool mustAll)
    {
        bool areLinked = false;
        foreach (ReachedObject alias in globals.Reach.Find(IsAlias))
        {
            int number = _objects.Find(alias.Value);
            if (_nodes[number].Parent >= 0 && globals.LinkBehind(alias))
            {
                areLinked = true;
                continue;
            }

            if (!mustAll)
            {
                continue;
            }

            string place = alias.Path == $"{alias.Holder}" ? "" : $", at {alias.Path}";
            throw Refuse(number, new CaptureRefusal(
                DiagnosticCodes.AlsoStatic,
                $"the static field {alias.Holder} holds it too{place}, and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root{OrLookUp(types.Of(alias.Value.GetType()).Surrogate)}"));
        }

        return areLinked;
    }

    private static string OrLookUp(Type? surrogate) => surrogate is null ? "" : $", or let {surrogate}.FromSurrogate return the one that the field holds";

    // What another root owns, or a dependency's image, is the same object for the static field, and needs no looking through.
    private bool? IsAlias(object value)
    {
        if (externals.OwnerOf(value) is not null)
        {
            return LeadsNowhere(value);
        }

        int number = _objects.Find(value);
        if (number < 0 || _nodes[number].Kind is not (NodeKind.Const or NodeKind.Main or NodeKind.Delegate))
        {
            return false;
        }

        if (_nodes[number].Treatment == NodeTreatment.Surrogate)
        {
            return _nodes[number].Root == _root && !surrogates.GivesBack(value, types[_nodes[number].Number].Surrogate!);
        }

        return _nodes[number].Root == _root ? !ImmutableGraph.IsInterchangeable(value) : null;
    }

    // What lies behind an object that is made from its surrogate is in no image.
    private bool? LeadsNowhere(object value) => types.Of(value.GetType()).Surrogate is null ? null : false;
}
