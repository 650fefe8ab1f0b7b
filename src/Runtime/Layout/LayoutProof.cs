using System.Runtime.CompilerServices;
using Imaging.Files;

namespace Imaging.Layout;

/// <summary>Proves, once a process, that what this assembly believes of the runtime's layouts is so.</summary>
/// <remarks>
/// Where references and fields lie is told by two sources that know nothing of each other, method tables and field
/// descriptions, and they are compared for every type that is restored: <see cref="MethodTableFacts.HasReferencesAt"/>.
/// </remarks>
internal static class LayoutProof
{
    /// <summary>What is not as believed; <see langword="null"/> where all is.</summary>
    internal static string? Failure { get; } = Find();

    private static string? Find()
    {
        if (IntPtr.Size != 8 || !BitConverter.IsLittleEndian)
        {
            return "images need a 64-bit little-endian process";
        }

        return TypesAreDescribed() && ObjectsAreLaidOut()
            ? null
            : "this runtime lays out types or objects in a way that Imaging does not know";
    }

    // By types that a restore uses anyway: each of its own would be one more to load.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TypesAreDescribed()
    {
        MethodTableFacts text = MethodTableFacts.Of(typeof(string));
        MethodTableFacts bytes = MethodTableFacts.Of(typeof(byte[]));
        MethodTableFacts objects = MethodTableFacts.Of(typeof(object[]));
        MethodTableFacts slots = MethodTableFacts.Of(typeof(ReferenceSlot[]));
        MethodTableFacts derived = MethodTableFacts.Of(typeof(FieldOffset.Derived));
        MethodTableFacts finalizable = MethodTableFacts.Of(typeof(FileMemory));
        return text is { BaseSize: 22, HasComponents: true, ComponentSize: 2, ContainsReferences: false, HasFinalizer: false }
            && bytes is { BaseSize: 24, HasComponents: true, ComponentSize: 1, ContainsReferences: false }
            && objects is { BaseSize: 24, HasComponents: true, ComponentSize: 8, ContainsReferences: true }
            && slots is { BaseSize: 24, HasComponents: true, ComponentSize: 16, ContainsReferences: true }
            && derived is { BaseSize: 48, HasComponents: false, ContainsReferences: true, HasFinalizer: false }
            && finalizable is { HasComponents: false, HasFinalizer: true, ContainsReferences: false };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe bool ObjectsAreLaidOut()
    {
        byte[] bytes = [7, 0, 0];
        ref byte fields = ref MethodTableFacts.FieldsOf(bytes);
        return MethodTableFacts.WordOf(bytes) == MethodTableFacts.Of(typeof(byte[])).Address
            && Unsafe.ReadUnaligned<long>(ref fields) == 3
            && Unsafe.AreSame(ref MethodTableFacts.ElementsOf(bytes), ref bytes[0])
            && Unsafe.ReadUnaligned<int>(ref MethodTableFacts.FieldsOf("ab")) == 2;
    }
}
