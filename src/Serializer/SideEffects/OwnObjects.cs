using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Layout;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.SideEffects;

/// <summary>Objects of a package's own classes, and delegates of its methods.</summary>
internal static class OwnObjects
{
    private const int LookAtMost = 100_000;

    /// <summary>Whether an object leads to some.</summary>
    internal static bool AreBehind(object? value, Assembly package)
    {
        var met = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Queue<object>(value is null ? [] : [value]);
        var fields = new Dictionary<Type, FieldReference[]>();
        while (pending.TryDequeue(out object? next) && met.Count < LookAtMost)
        {
            if (!met.Add(next) || next is string or MemberInfo)
            {
                continue;
            }

            if (IsOwn(next, package))
            {
                return true;
            }

            EnqueueReferences(next, fields, pending);
        }

        return false;
    }

    private static bool IsOwn(object value, Assembly package) =>
        value is Delegate called ? called.GetInvocationList().Any(call => call.Method.Module.Assembly == package) : value.GetType().Assembly == package;

    private static void EnqueueReferences(object value, Dictionary<Type, FieldReference[]> fields, Queue<object> pending)
    {
        Type type = value.GetType();
        if (!fields.TryGetValue(type, out FieldReference[]? references))
        {
            fields.Add(type, references = type.IsPointer ? [] : TypeFields.Of(type).References);
        }

        (int size, long count) = value is Array array ? ((int)MethodTableFacts.Of(type).ComponentSize, array.LongLength) : (0, 1);
        for (long i = 0; i < count && references.Length > 0; i++)
        {
            foreach (FieldReference reference in references)
            {
                if (ReferenceAt(value, (nint)(i * size) + reference.Offset) is { } child)
                {
                    pending.Enqueue(child);
                }
            }
        }
    }

    private static object? ReferenceAt(object value, nint offset)
    {
        ref byte content = ref value is Array array ? ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array) : ref MethodTableFacts.FieldsOf(value);
        return Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref content, offset));
    }
}
