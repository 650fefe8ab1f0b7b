using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Imaging.Layout;
using Imaging.Restore;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Capture;

/// <summary>What objects held at one time, to tell whether something changed them since.</summary>
/// <remarks>
/// Views that a collection makes when it is first asked for them, and what a regular expression learns as it is used, change
/// nothing that the object means.
/// </remarks>
internal sealed class RestoredContents
{
    private readonly List<(object Value, Content Content)> _taken = [];
    private readonly Dictionary<Type, TypeFields> _fields = [];

    private sealed record Content(byte[] Data, object?[] References);

    internal void Take(object value)
    {
        if (value is not (string or Delegate or Regex))
        {
            _taken.Add((value, Read(value)));
        }
    }

    /// <summary>The first object that changed, and what of it.</summary>
    internal (object Value, string Place)? FindChange()
    {
        foreach ((object value, Content then) in _taken)
        {
            Content now = Read(value);
            int data = then.Data.AsSpan().CommonPrefixLength(now.Data);
            int reference = 0;
            while (reference < then.References.Length && reference < now.References.Length && ReferenceEquals(then.References[reference], now.References[reference]))
            {
                reference++;
            }

            if (data != then.Data.Length || then.Data.Length != now.Data.Length || reference != then.References.Length || reference != now.References.Length)
            {
                return (value, Place(value, data == then.Data.Length ? reference : -1));
            }
        }

        return null;
    }

    private string Place(object value, int reference)
    {
        Type type = value.GetType();
        IReadOnlyList<FieldReference> references = FieldsOf(type).References;
        return reference < 0 || references.Count == 0 || IsConstructed(type) ? $"{type}"
            : type.IsArray ? $"element {reference / references.Count} of a {type}"
            : reference < references.Count ? $"the field {references[reference].Path} of a {type}"
            : $"{type}";
    }

    private Content Read(object value)
    {
        if (!IsConstructed(value.GetType()))
        {
            return ReadFields(value);
        }

        ConstructionArguments parts = Constructions.PartsOf(value);
        Content keys = parts.Keys is null ? new Content([], []) : ReadFields(parts.Keys);
        Content values = parts.Values is null ? new Content([], []) : ReadFields(parts.Values);
        return new Content([.. keys.Data, .. values.Data], [parts.Comparer, parts.ValueComparer, .. keys.References, .. values.References]);
    }

    private Content ReadFields(object value)
    {
        Type type = value.GetType();
        TypeFields fields = FieldsOf(type);
        (int size, long count) = value is Array array ? ((int)MethodTableFacts.Of(type).ComponentSize, array.LongLength) : (0, 1);
        bool mayHaveViews = FrameworkDirectory.Contains(type.Assembly);
        byte[] data = new byte[fields.Data.Sum(static range => range.End - range.Start) * count];
        var references = new object?[fields.References.Count * count];
        int at = 0;
        int reference = 0;
        for (long element = 0; element < count; element++)
        {
            ref byte source = ref Unsafe.AddByteOffset(
                ref value is Array elements ? ref MemoryMarshal.GetArrayDataReference(elements) : ref MethodTableFacts.FieldsOf(value), (nint)(element * size));
            foreach ((int start, int end) in fields.Data)
            {
                Unsafe.CopyBlockUnaligned(ref data[at], ref Unsafe.AddByteOffset(ref source, start), (uint)(end - start));
                at += end - start;
            }

            foreach (FieldReference field in fields.References)
            {
                references[reference++] = mayHaveViews && Constructions.IsView(field.Path) ? null : Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref source, field.Offset));
            }
        }

        return new Content(data, references);
    }

    private TypeFields FieldsOf(Type type)
    {
        if (!_fields.TryGetValue(type, out TypeFields? fields))
        {
            _fields.Add(type, fields = TypeFields.Of(type));
        }

        return fields;
    }

    private static bool IsConstructed(Type type) => Constructions.IsAlways(type) || StableCollections.IsOrdered(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConcurrentDictionary<,>));
}
