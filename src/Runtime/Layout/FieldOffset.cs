using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Identity;

namespace Imaging.Layout;

/// <summary>Where a field lies.</summary>
internal static unsafe class FieldOffset
{
    private const uint Mask = (1 << 27) - 1;

    /// <summary>Whether the runtime describes fields in the way that is known here.</summary>
    internal static bool IsProven { get; } = Prove();

    /// <summary>
    /// Bytes from the first field of an object, or from the start of a structure, to an instance field. Not
    /// documented by the runtime: the first use proves it.
    /// </summary>
    /// <exception cref="NotSupportedException">This runtime describes fields in another way.</exception>
    internal static int Of(FieldInfo field) => OfDescribed(field.FieldHandle.Value);

    /// <inheritdoc cref="Of(FieldInfo)"/>
    /// <param name="module">The module that declares the field, in a type that is not generic.</param>
    /// <param name="token">The field's token.</param>
    internal static int Of(Module module, int token) => OfDescribed(ResolvedField.Description(module, token));

    /// <inheritdoc cref="Of(FieldInfo)"/>
    /// <param name="description">Where the runtime describes the field.</param>
    internal static int OfDescribed(nint description)
    {
        if (!IsProven)
        {
            ThrowUnknown();
        }

        return Read(description);
    }

    [DoesNotReturn]
    private static void ThrowUnknown() => throw new NotSupportedException("this runtime describes fields in a way that Imaging does not know");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Read(nint description) => (int)(*(uint*)(description + 12) & Mask);

    private static bool Prove()
    {
        var probe = new Derived();
        ref byte start = ref MethodTableFacts.FieldsOf(probe);
        return IsAt(ref start, ref Unsafe.As<short, byte>(ref probe.Small), typeof(Derived), nameof(Derived.Small))
            && IsAt(ref start, ref Unsafe.As<long, byte>(ref probe.Number), typeof(Base), nameof(Base.Number));
    }

    private static bool IsAt(ref byte start, ref byte field, Type declaring, string name)
    {
        int token = LoadedMetadata.Of(declaring.Assembly).FindField(declaring.MetadataToken, name);
        return token != 0 && Unsafe.ByteOffset(ref start, ref field) == Read(ResolvedField.Description(declaring.Module, token));
    }

    internal class Base
    {
        internal object? Reference = "";
        internal long Number = 1;
    }

    internal sealed class Derived : Base
    {
        internal object? Other = "";
        internal short Small = 1;
    }
}
