using System.Reflection;

namespace Imaging.Layout;

/// <summary>Where a field lies.</summary>
internal static unsafe class FieldOffset
{
    private const uint Mask = (1 << 27) - 1;

    /// <summary>
    /// Bytes from the first field of an object, or from the start of a structure, to an instance field. Not
    /// documented by the runtime: <see cref="LayoutProof"/> proves it.
    /// </summary>
    internal static int Of(FieldInfo field) => (int)(*(uint*)(field.FieldHandle.Value + 12) & Mask);
}
