using System.Runtime.CompilerServices;

namespace Imaging.Layout;

/// <summary>Proves, once a process, that what this assembly believes of the runtime's layouts is so.</summary>
internal static class LayoutProof
{
    private static readonly Lazy<string?> s_failure = new(Find, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>What is not as believed; <see langword="null"/> where all is.</summary>
    internal static string? Failure => s_failure.Value;

    private static string? Find()
    {
        if (IntPtr.Size != 8 || !BitConverter.IsLittleEndian)
        {
            return "images need a 64-bit little-endian process";
        }

        return TypesAreDescribed() && FieldsAreFound() && ObjectsAreLaidOut()
            ? null
            : "this runtime lays out types or objects in a way that Imaging does not know";
    }

    private static bool TypesAreDescribed()
    {
        MethodTableFacts text = MethodTableFacts.Of(typeof(string));
        MethodTableFacts bytes = MethodTableFacts.Of(typeof(byte[]));
        MethodTableFacts objects = MethodTableFacts.Of(typeof(object[]));
        MethodTableFacts pairs = MethodTableFacts.Of(typeof(Pair[]));
        MethodTableFacts derived = MethodTableFacts.Of(typeof(Derived));
        MethodTableFacts finalizable = MethodTableFacts.Of(typeof(Finalizable));
        return text is { BaseSize: 22, HasComponents: true, ComponentSize: 2, ContainsReferences: false, HasFinalizer: false }
            && bytes is { BaseSize: 24, HasComponents: true, ComponentSize: 1, ContainsReferences: false }
            && objects is { BaseSize: 24, HasComponents: true, ComponentSize: 8, ContainsReferences: true }
            && pairs is { BaseSize: 24, HasComponents: true, ComponentSize: 24, ContainsReferences: true }
            && derived is { BaseSize: 48, HasComponents: false, ContainsReferences: true, HasFinalizer: false }
            && finalizable is { BaseSize: 24, HasFinalizer: true, ContainsReferences: false }
            && objects.HasReferencesAt(ReferenceSlots.Of(typeof(object[])))
            && pairs.HasReferencesAt(ReferenceSlots.Of(typeof(Pair[])))
            && derived.HasReferencesAt(ReferenceSlots.Of(typeof(Derived)))
            && !pairs.HasReferencesAt(ReferenceSlots.Of(typeof(object[])))
            && !derived.HasReferencesAt(ReferenceSlots.Of(typeof(Pair[])));
    }

    private static bool FieldsAreFound()
    {
        var probe = new Derived();
        ref byte start = ref MethodTableFacts.FieldsOf(probe);
        return OffsetIs(ref start, ref Unsafe.As<object?, byte>(ref probe.First), typeof(Derived), nameof(Derived.First))
            && OffsetIs(ref start, ref Unsafe.As<long, byte>(ref probe.Number), typeof(Base), nameof(Base.Number))
            && OffsetIs(ref start, ref Unsafe.As<object?, byte>(ref probe.Inherited), typeof(Base), nameof(Base.Inherited))
            && OffsetIs(ref start, ref Unsafe.As<short, byte>(ref probe.Small), typeof(Derived), nameof(Derived.Small));
    }

    private static bool OffsetIs(ref byte start, ref byte field, Type type, string name) =>
        type.GetField(name, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic) is { } found
        && Unsafe.ByteOffset(ref start, ref field) == FieldOffset.Of(found);

    private static unsafe bool ObjectsAreLaidOut()
    {
        byte[] bytes = [7, 0, 0];
        ref byte fields = ref MethodTableFacts.FieldsOf(bytes);
        nint word = Unsafe.As<byte, nint>(ref Unsafe.AddByteOffset(ref fields, -sizeof(nint)));
        return word == MethodTableFacts.Of(typeof(byte[])).Address
            && Unsafe.ReadUnaligned<long>(ref fields) == 3
            && Unsafe.AreSame(ref MethodTableFacts.ElementsOf(bytes), ref bytes[0])
            && Unsafe.ReadUnaligned<int>(ref MethodTableFacts.FieldsOf("ab")) == 2;
    }

    private class Base
    {
        internal object? Inherited;
        internal long Number;
    }

    private sealed class Derived : Base
    {
        internal object? First;
        internal short Small;
    }

    private sealed class Finalizable
    {
        ~Finalizable() => GC.KeepAlive(this);
    }

    private struct Pair
    {
        internal int Key = 1;
        internal object? First = null;
        internal object? Second = null;

        public Pair()
        {
        }
    }
}
