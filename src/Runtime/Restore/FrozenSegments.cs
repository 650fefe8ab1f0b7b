using System.Reflection;

namespace Imaging.Restore;

/// <summary>The garbage collector's entry point for memory that holds finished objects without references.</summary>
/// <remarks>
/// The runtime keeps it for its own use (string literals of composite images), so it may be missing; images are then
/// placed on the heap. The runtimeconfig switch <c>Imaging.FrozenSegments</c> set to false has the same effect.
/// </remarks>
internal static class FrozenSegments
{
    private static readonly RegisterSegment? s_register = Find();

    // A delegate type of our own: code that calls it is compiled ahead of time.
    private delegate IntPtr RegisterSegment(IntPtr start, IntPtr length);

    internal static bool IsSupported => s_register is not null;

    /// <summary>Makes the collector take the objects between two addresses as they are, for good.</summary>
    /// <param name="start">The first object's header.</param>
    /// <param name="length">Bytes to the end of the last object.</param>
    /// <returns><see langword="false"/> where the collector declines.</returns>
    internal static unsafe bool Register(byte* start, nuint length) => s_register!((IntPtr)start, (IntPtr)length) != IntPtr.Zero;

    private static RegisterSegment? Find()
    {
        if (AppContext.TryGetSwitch("Imaging.FrozenSegments", out bool wanted) && !wanted)
        {
            return null;
        }

        MethodInfo? method = typeof(GC).GetMethod(
            "_RegisterFrozenSegment",
            BindingFlags.Static | BindingFlags.NonPublic);
        return method is not null ? (RegisterSegment?)Delegate.CreateDelegate(typeof(RegisterSegment), method, throwOnBindFailure: false) : null;
    }
}
