using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>The garbage collector's entry point for memory that holds finished objects without references.</summary>
/// <remarks>
/// The runtime keeps it for its own use (string literals of composite images), so it may be missing; images are then
/// placed on the heap. The runtimeconfig switch <c>Imaging.FrozenSegments</c> set to false has the same effect.
/// </remarks>
internal static unsafe class FrozenSegments
{
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

        return (delegate*<nint, nint, nint>)InternalMethod.Find(
            typeof(GC),
            "_RegisterFrozenSegment",
            [InternalMethod.Static, 2, InternalMethod.NativeInteger, InternalMethod.NativeInteger, InternalMethod.NativeInteger]);
    }
}
