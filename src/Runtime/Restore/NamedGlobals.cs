using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Objects that the framework keeps one of for each name or type. Apart from other globals: naming them loads their assemblies.</summary>
internal static class NamedGlobals
{
    internal static object XName(string expandedName) => System.Xml.Linq.XName.Get(expandedName);

    internal static object XNamespace(string uri) => System.Xml.Linq.XNamespace.Get(uri);

    // Which class searches depends on the processor.
    internal static object SearchValues(Type type, string digits)
    {
        if (type == typeof(string))
        {
            return SearchTexts(digits.Split(','));
        }

        byte[] bytes = Convert.FromHexString(digits);
        return type == typeof(char) ? System.Buffers.SearchValues.Create(MemoryMarshal.Cast<byte, char>(bytes))
            : type == typeof(byte) ? System.Buffers.SearchValues.Create(bytes)
            : throw new ImageFormatException($"the image is damaged: values of {type} to search for");
    }

    private static System.Buffers.SearchValues<string> SearchTexts(string[] parts)
    {
        var texts = new string[parts.Length - 1];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = new string(MemoryMarshal.Cast<byte, char>(Convert.FromHexString(parts[i + 1])));
        }

        return System.Buffers.SearchValues.Create(texts, Enum.Parse<StringComparison>(parts[0]));
    }

    internal static object CultureComparer(string name)
    {
        int bar = name.IndexOf('|', StringComparison.Ordinal);
        return bar >= 0 && int.TryParse(name.AsSpan(bar + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int options)
            ? StringComparer.Create(bar == 0 ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(name[..bar]), (CompareOptions)options)
            : throw new ImageFormatException($"the image is damaged: a comparer of {name}");
    }

    internal static object CompletedTask(Type type, string result) =>
        type == typeof(bool) ? Task.FromResult(bool.Parse(result))
        : type == typeof(int) ? Task.FromResult(int.Parse(result, CultureInfo.InvariantCulture))
        : throw new ImageFormatException($"the image is damaged: a completed task of {type}");

    /// <exception cref="RestoreException">This framework has none for the type.</exception>
    internal static object JsonConverter(Type type)
    {
        Type converter = typeof(JsonConverter<>).MakeGenericType(type);
        foreach (PropertyInfo property in typeof(JsonMetadataServices).GetProperties(BindingFlags.Static | BindingFlags.Public))
        {
            if (property.PropertyType == converter)
            {
                return property.GetValue(null)!;
            }
        }

        throw new RestoreException($"this framework has no JSON converter of {type}");
    }
}
