using System.Diagnostics.CodeAnalysis;

namespace Imaging.Identity;

internal static class BadImage
{
    [DoesNotReturn]
    public static void Throw(string reason) => throw new BadImageFormatException(reason);

    [DoesNotReturn]
    public static void ThrowOutOfBounds() => Throw("The assembly is malformed: it refers to bytes outside of itself.");
}
