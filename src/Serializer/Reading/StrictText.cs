using System.Text;
using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>The strings of an image, read without mercy.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ImageFormatException">It lies outside of the section, or is no UTF-8.</exception>
    internal static unsafe string Read(ImageView image, RawString text)
    {
        // Checks the range.
        string lenient = image.Text(text);
        if (!lenient.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return lenient;
        }

        ref readonly RawSection section = ref image.Section(SectionKind.Strings);
        fixed (RawHeader* start = &image.Header)
        {
            try
            {
                return s_strict.GetString((byte*)start + section.Offset + text.Offset, (int)text.Length);
            }
            catch (DecoderFallbackException)
            {
                throw new ImageFormatException("a string that is no UTF-8");
            }
        }
    }

    /// <exception cref="ImageFormatException">It is empty, lies outside of the section, or is no UTF-8.</exception>
    internal static string ReadName(ImageView image, RawString text) =>
        Read(image, text) is { Length: > 0 } name ? name : throw new ImageFormatException("a name is missing");
}
