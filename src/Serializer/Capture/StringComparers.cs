using System.Globalization;
using System.Reflection;
using Imaging.Format;

namespace Imaging.Serializer.Capture;

/// <summary>
/// The comparers that the framework's collections keyed by strings begin with, wrapped around the one that the user named.
/// Their hash codes are the same in every process, except where case is folded.
/// </summary>
internal static class StringComparers
{
    private static readonly Type? s_type = typeof(string).Assembly.GetType("System.Collections.Generic.NonRandomizedStringEqualityComparer");

    /// <summary>The static fields that hold them.</summary>
    internal static IReadOnlyList<FieldInfo> Fields { get; } =
        [.. s_type?.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Where(static field => s_type.IsAssignableFrom(field.GetValue(null)?.GetType())) ?? []];

    /// <summary>A comparer of a named culture. Whether the builder named it, or had it from its thread, only a second capture tells, whose thread has another one.</summary>
    internal static CapturedGlobal? OfCulture(object value) =>
        value is StringComparer comparer && StringComparer.IsWellKnownCultureAwareComparer(comparer, out CompareInfo? culture, out CompareOptions options)
            ? CapturedGlobal.Named(GlobalAccessor.CultureComparer, string.Create(CultureInfo.InvariantCulture, $"{culture.Name}|{(int)options}"))
            : null;

    /// <summary>Whether a comparer's hash codes are the same in every process.</summary>
    internal static bool IsStable(object comparer) => Fields.Any(field =>
        field.Name is "WrappedAroundDefaultComparer" or "WrappedAroundStringComparerOrdinal" && ReferenceEquals(field.GetValue(null), comparer));
}
