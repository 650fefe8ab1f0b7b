using System.Diagnostics.CodeAnalysis;

namespace Imaging.Format;

/// <summary>An image is not what the format asks for. Its message is the reason that the user reads.</summary>
internal sealed class ImageFormatException(string reason) : Exception(reason)
{
    [DoesNotReturn]
    internal static void ThrowIndex(uint table, ulong index, ulong count) =>
        throw new ImageFormatException($"the image is damaged: {(SectionKind)table} {index} of {count}");

    [DoesNotReturn]
    internal static void Throw(string what) => throw new ImageFormatException("the image is damaged: " + what);
}
