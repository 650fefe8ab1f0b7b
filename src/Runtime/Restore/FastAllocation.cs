using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// The runtime's own way to allocate an object out of what the thread has at hand, which the code for <c>new</c> takes too:
/// half of what a copy costs. Found in metadata, which is worth it for many objects only.
/// </summary>
internal static unsafe class FastAllocation
{
    /// <summary>
    /// Gives an object of a method table, all zero, or <see langword="null"/> where the thread has no room at hand. No
    /// function at all where this framework has none.
    /// </summary>
    internal static readonly delegate*<nint, object?> Function = (delegate*<nint, object?>)InternalMethod.Find(
        typeof(RuntimeTypeHandle), "InternalAllocNoChecks_FastPath", [InternalMethod.Static, 1, InternalMethod.Object, InternalMethod.Pointer]);
}
