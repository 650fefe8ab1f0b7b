namespace Imaging.Serializer.Linking;

/// <summary>Puts images in the order in which they are linked.</summary>
internal static class LinkOrder
{
    /// <summary>
    /// Each image after those of the packages that it rests on, otherwise by name. Where packages rest on each other, which
    /// only loading by reflection makes possible, the first by name comes last of them.
    /// </summary>
    /// <param name="restsOn">The names that each image rests on, by the name of the image.</param>
    internal static IReadOnlyList<string> Of(IReadOnlyDictionary<string, IReadOnlyList<string>> restsOn)
    {
        var ordered = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in restsOn.Keys.Order(StringComparer.Ordinal))
        {
            Visit(name);
        }

        return ordered;

        void Visit(string name)
        {
            if (!restsOn.TryGetValue(name, out IReadOnlyList<string>? below) || !seen.Add(name))
            {
                return;
            }

            foreach (string other in below.Order(StringComparer.Ordinal))
            {
                Visit(other);
            }

            ordered.Add(name);
        }
    }
}
