using System.Globalization;
using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Reference words in text, as findings print them and people give them: <c>main:1f</c>, <c>const:2b0</c>.</summary>
internal static class WordText
{
    internal static string Of(ReferenceWord word) => word.Tag switch
    {
        ReferenceTag.Null => "null",
        ReferenceTag.External => $"external:{word.ExternalDependency:x}:{Of(word.ExternalTarget)}",
        _ => $"{word.Tag.ToString().ToLowerInvariant()}:{word.Payload:x}",
    };

    /// <summary>The word of an object that an image owns.</summary>
    /// <returns><see langword="null"/> for any other text.</returns>
    internal static ReferenceWord? Parse(string text)
    {
        foreach (ReferenceTag tag in (ReadOnlySpan<ReferenceTag>)[ReferenceTag.Main, ReferenceTag.Const, ReferenceTag.Delegate])
        {
            string prefix = tag.ToString();
            if (text.Length > prefix.Length + 1
                && text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && text[prefix.Length] == ':'
                && ulong.TryParse(text.AsSpan(prefix.Length + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong payload)
                && payload <= ulong.MaxValue >> ReferenceWord.TagBits)
            {
                return ReferenceWord.Encode(tag, payload);
            }
        }

        return null;
    }
}
