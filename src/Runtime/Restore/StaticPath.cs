using System.Globalization;
using System.Reflection;

namespace Imaging.Restore;

/// <summary>The way from a static field's value to an object behind it: fields by name, elements of arrays by index.</summary>
internal static class StaticPath
{
    /// <summary>Between the steps, and before the first.</summary>
    internal const char Separator = '\n';

    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The step to an element of an array.</summary>
    internal static string Element(long index) => string.Create(CultureInfo.InvariantCulture, $"{Separator}[{index}]");

    /// <summary>The steps to a field, through the structures that it lies in; <see langword="null"/> for none.</summary>
    internal static string? Steps(IReadOnlyList<FieldInfo>? fields) => fields is null ? null : string.Concat(fields.Select(static field => Separator + field.Name));

    /// <summary>A field's name and the steps behind it, for people.</summary>
    internal static string Describe(string path) => path.Replace("\n[", "[", StringComparison.Ordinal).Replace(Separator, '.');

    /// <summary>What a path leads to; <see langword="null"/> where it ends before.</summary>
    /// <param name="value">What the field holds.</param>
    /// <param name="steps">The steps, each after a separator.</param>
    internal static object? Follow(object? value, string steps)
    {
        foreach (string step in steps.Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (value is null)
            {
                return null;
            }

            value = step[0] == '['
                ? value is Array array && int.TryParse(step.AsSpan(1, step.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < array.Length ? array.GetValue(index) : null
                : FieldOf(value.GetType(), step)?.GetValue(value);
        }

        return value;
    }

    /// <summary>The field of a type that a step means: the most derived one of its name.</summary>
    internal static FieldInfo? FieldOf(Type type, string name)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            if (level.GetField(name, Declared) is { } field)
            {
                return field;
            }
        }

        return null;
    }
}
