using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>The garbage collector's entry point for memory that holds finished objects without references.</summary>
/// <remarks>
/// The runtime keeps it for its own use (string literals of composite images), so it may be missing; images are then
/// placed on the heap. The runtimeconfig switch <c>Imaging.FrozenSegments</c> set to false has the same effect.
/// </remarks>
internal static unsafe class FrozenSegments
{
    // How metadata writes the signature.
    private const byte StaticMethod = 0;
    private const byte NativeInteger = 0x18;

    private static readonly delegate*<nint, nint, nint> s_register = Find();

    internal static bool IsSupported => s_register is not null;

    /// <summary>Makes the collector take the objects between two addresses as they are, for good.</summary>
    /// <param name="start">The first object's header.</param>
    /// <param name="length">Bytes to the end of the last object.</param>
    /// <returns><see langword="false"/> where the collector declines.</returns>
    internal static bool Register(byte* start, nuint length) => s_register((nint)start, (nint)length) != 0;

    private static delegate*<nint, nint, nint> Find()
    {
        if (AppContext.TryGetSwitch("Imaging.FrozenSegments", out bool wanted) && !wanted)
        {
            return null;
        }

        int token = LoadedMetadata.Of(typeof(GC).Assembly).FindMethod(
            typeof(GC).MetadataToken,
            "_RegisterFrozenSegment",
            [StaticMethod, 2, NativeInteger, NativeInteger, NativeInteger]);
        return token == 0
            ? null
            : (delegate*<nint, nint, nint>)typeof(GC).Module.ModuleHandle.ResolveMethodHandle(token).GetFunctionPointer();
    }
}
