using System.Collections;
using System.Reflection;

namespace Imaging.Serializer.Capture;

/// <summary>Collections as their constructors made them: in every process the same, although they could be changed.</summary>
internal static class UntouchedCollection
{
    /// <summary>Whether nothing was ever in a collection.</summary>
    /// <param name="value">A collection, or any other object.</param>
    /// <param name="comparer">What it compares with; <see langword="null"/> where it does not, or does so by default.</param>
    internal static bool Is(object value, out object? comparer)
    {
        comparer = null;
        Type type = value.GetType();
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (definition == typeof(List<>))
        {
            return Read(value, "_version") is 0 && ((ICollection)value).Count == 0;
        }

        if (definition != typeof(Dictionary<,>) && definition != typeof(HashSet<>))
        {
            return false;
        }

        // Clearing one leaves its version alone, but not its buckets.
        comparer = Read(value, "_comparer");
        return Read(value, "_version") is 0 && Read(value, "_buckets") is null;
    }

    private static object? Read(object collection, string field) =>
        collection.GetType().GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(collection);
}
