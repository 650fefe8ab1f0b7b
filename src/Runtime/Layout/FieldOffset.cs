using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Imaging.Layout;

/// <summary>Where a field lies.</summary>
internal static unsafe class FieldOffset
{
    private const uint Mask = (1 << 27) - 1;

    private static readonly bool s_isProven = Prove();

    /// <summary>
    /// Bytes from the first field of an object, or from the start of a structure, to an instance field. Not
    /// documented by the runtime: the first use proves it.
    /// </summary>
    /// <exception cref="NotSupportedException">This runtime describes fields in another way.</exception>
    internal static int Of(FieldInfo field)
    {
        if (!s_isProven)
        {
            ThrowUnknown();
        }

        return Read(field);
    }

    [DoesNotReturn]
    private static void ThrowUnknown() => throw new NotSupportedException("this runtime describes fields in a way that Imaging does not know");

    private static int Read(FieldInfo field) => (int)(*(uint*)(field.FieldHandle.Value + 12) & Mask);

    private static bool Prove()
    {
        var probe = new Derived();
        ref byte start = ref MethodTableFacts.FieldsOf(probe);
        return IsAt(ref start, ref Unsafe.As<short, byte>(ref probe.Small), typeof(Derived), typeof(short))
            && IsAt(ref start, ref Unsafe.As<long, byte>(ref probe.Number), typeof(Base), typeof(long));
    }

    // By its type: looking for a name decodes text, and the framework's decoder takes a millisecond to start.
    private static bool IsAt(ref byte start, ref byte field, Type declaring, Type fieldType)
    {
        foreach (FieldInfo found in declaring.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (found.FieldType == fieldType)
            {
                return Unsafe.ByteOffset(ref start, ref field) == Read(found);
            }
        }

        return false;
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
