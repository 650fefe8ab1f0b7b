using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>
/// The runtime's own way to allocate an object out of what the thread has at hand, which the code for <c>new</c> takes too:
/// half of what a copy costs. Found in metadata, which is worth it for many objects only.
/// </summary>
internal static unsafe class FastAllocation
{
    // How metadata begins the signature: static, one parameter; an object, from a pointer.
    private const byte StaticMethod = 0;
    private const byte Object = 0x1C;
    private const byte Pointer = 0x0F;

    /// <summary>
    /// Gives an object of a method table, all zero, or <see langword="null"/> where the thread has no room at hand. No
    /// function at all where this framework has none.
    /// </summary>
    internal static readonly delegate*<nint, object?> Function = Find();

    private static delegate*<nint, object?> Find()
    {
        Type declaring = typeof(RuntimeTypeHandle);
        int token = LoadedMetadata.Of(declaring.Assembly).FindMethod(
            declaring.MetadataToken, "InternalAllocNoChecks_FastPath", [StaticMethod, 1, Object, Pointer]);
        return token == 0
            ? null
            : (delegate*<nint, object?>)declaring.Module.ModuleHandle.ResolveMethodHandle(token).GetFunctionPointer();
    }
}
