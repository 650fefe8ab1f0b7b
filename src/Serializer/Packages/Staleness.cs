namespace Imaging.Serializer.Packages;

/// <summary>Says in words why an image is made again.</summary>
internal static class Staleness
{
    internal const string NoImage = "there is no image of it yet";

    private const int MostReasons = 3;

    /// <param name="image">What the image in place was made from.</param>
    /// <param name="current">The key that it should have.</param>
    /// <param name="changedImages">The images of dependencies that it refers to, and that are others now.</param>
    /// <returns>The end of a sentence; <see langword="null"/> for an image that is up to date.</returns>
    internal static string? Find(ImageKey image, PackageKey current, IReadOnlyList<ChangedDependencyImage> changedImages)
    {
        if (image.Key == current.Hash && changedImages.Count == 0)
        {
            return null;
        }

        IReadOnlyDictionary<string, string> before = new PackageKey(image.Parts).Relevant(image.RestsOn).Parts;
        IReadOnlyDictionary<string, string> now = current.Relevant(image.RestsOn).Parts;
        string[] reasons =
        [
            .. before.Keys.Union(now.Keys)
                .OrderBy(Rank).ThenBy(static name => name, StringComparer.Ordinal)
                .Select(name => Difference(name, before.GetValueOrDefault(name), now.GetValueOrDefault(name)))
                .OfType<string>(),
            .. changedImages.Select(static image => $"the image of {image.Dependency} changed"),
        ];
        string more = reasons.Length > MostReasons ? $", and {reasons.Length - MostReasons} more" : "";
        return reasons.Length == 0 ? null : string.Join(", ", reasons.Take(MostReasons)) + more;
    }

    private static string? Difference(string part, string? before, string? now)
    {
        if (before == now)
        {
            return null;
        }

        return part switch
        {
            PackageKey.Package => "its own code changed",
            PackageKey.Tool => "it was made by another version of Imaging",
            PackageKey.Framework => $"it was made on the framework {FirstWord(before)}, and builders run on {FirstWord(now)}",
            _ when Name(part, PackageKey.Further) is { } framework => Change(framework, before, now, FirstWord(before) == FirstWord(now) ? $"it was made on another build of {framework} {FirstWord(now)}" : $"it was made on {framework} {FirstWord(before)}, and builders run on {FirstWord(now)}"),
            _ when Name(part, PackageKey.Closure) is { } assembly => Change(assembly, before, now, FirstWord(before) == FirstWord(now) ? $"{assembly} changed" : $"{assembly} {FirstWord(before)} became {FirstWord(now)}"),
            _ when Name(part, PackageKey.Input) is { } input => Change($"the input {input}", before, now, $"the input {input} changed"),
            _ when Name(part, PackageKey.Exclusion) is { } root => now is null ? $"ImagingExclude no longer names {root}" : $"ImagingExclude names {root}",
            _ when Name(part, PackageKey.Option) is { } option => $"{option} was {before}, and is {now}",
            _ when Name(part, PackageKey.Knob) is { } knob => $"the setting {knob} was {before}, and is {now}",
            _ => $"{part} changed",
        };
    }

    private static string Change(string what, string? before, string? now, string changed) =>
        before is null ? $"{what} is new" : now is null ? $"{what} is gone" : changed;

    private static string? Name(string part, string prefix) => part.StartsWith(prefix, StringComparison.Ordinal) ? part[prefix.Length..] : null;

    private static string? FirstWord(string? text) => text?.Split(' ', 2)[0];

    // What explains most comes first: another version of Imaging or of the framework makes every image anew.
    private static int Rank(string part) => part switch
    {
        PackageKey.Tool => 0,
        PackageKey.Framework => 1,
        _ when Name(part, PackageKey.Further) is not null => 2,
        PackageKey.Package => 3,
        _ => 4,
    };
}
