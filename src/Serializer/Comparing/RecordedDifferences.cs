using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Comparing;

/// <summary>Compares what two images record of their surroundings.</summary>
internal static class RecordedDifferences
{
    internal static IReadOnlyList<RecordedDifference> Of(ImageDescription first, ImageDescription second) =>
    [
        .. Compare(RecordedDifference.Dependency, first, second, static image => image.Dependencies, static dependency => dependency.Name, static dependency => dependency.Kind),
        .. Compare("version", first, second, static image => image.Dependencies, static dependency => dependency.Name, static dependency => dependency.Version, bothOnly: true),
        .. Compare("identity", first, second, static image => image.Dependencies, static dependency => dependency.Name, static dependency => dependency.Identity, bothOnly: true),
        .. Compare("image", first, second, static image => image.Dependencies, static dependency => dependency.Name, static dependency => dependency.Image, bothOnly: true),
        .. Compare("builder", first, second, static image => image.Roots, static root => root.Root, static root => root.Builder, bothOnly: true),
        .. Compare(RecordedDifference.RestsOn, first, second, static image => image.Roots, static root => root.Root, static root => string.Join(", ", root.RestsOn), bothOnly: true),
        .. Compare("input", first, second, static image => image.Inputs, static input => input.Name, static input => $"{input.Bytes} bytes, XXH64 {input.Checksum}"),
        .. Compare("setting", first, second, static image => image.Knobs, static knob => knob.Key, static knob => knob.Value),
    ];

    private static IEnumerable<RecordedDifference> Compare<T>(
        string what, ImageDescription first, ImageDescription second, Func<ImageDescription, IEnumerable<T>> items, Func<T, string> name, Func<T, string?> value, bool bothOnly = false)
    {
        var values = items(first).ToDictionary(name, value);
        var others = items(second).ToDictionary(name, value);
        return from key in values.Keys.Union(others.Keys)
               where !bothOnly || (values.ContainsKey(key) && others.ContainsKey(key))
               let one = values.GetValueOrDefault(key)
               let other = others.GetValueOrDefault(key)
               where one != other
               select new RecordedDifference(what, key, one, other);
    }
}
