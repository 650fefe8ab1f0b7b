using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Imaging.Layout;
using Imaging.Restore;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Capture;

/// <summary>What an object held: its plain data, and its references in the order of fields or elements.</summary>
internal sealed record ObjectContent(byte[] Data, object?[] References);

/// <summary>Reads what objects hold, and tells where two readings differ.</summary>
internal sealed class ContentReader
{
    private readonly Dictionary<Type, TypeFields> _fields = [];

    internal ObjectContent Read(object value)
    {
        if (!IsConstructed(value.GetType()))
        {
            return ReadFields(value);
        }

        ConstructionArguments parts = Constructions.PartsOf(value);
        ObjectContent keys = parts.Keys is null ? new ObjectContent([], []) : ReadFields(parts.Keys);
        ObjectContent values = parts.Values is null ? new ObjectContent([], []) : ReadFields(parts.Values);
        return new ObjectContent([.. keys.Data, .. values.Data], [parts.Comparer, parts.ValueComparer, .. keys.References, .. values.References]);
    }

    /// <summary>Where an object differs from what it held, as the end of a path; <see langword="null"/> where it does not.</summary>
    internal string? Difference(object value, ObjectContent then, ObjectContent now)
    {
        int data = then.Data.AsSpan().CommonPrefixLength(now.Data);
        if (data < then.Data.Length || then.Data.Length < now.Data.Length)
        {
            return PlaceOfData(value, data);
        }

        int reference = 0;
        while (reference < then.References.Length && reference < now.References.Length && ReferenceEquals(then.References[reference], now.References[reference]))
        {
            reference++;
        }

        return reference < Math.Max(then.References.Length, now.References.Length) ? Place(value, reference) : null;
    }

    /// <summary>The field or element of a reference, as the end of a path; empty for what collections that are constructed keep to themselves.</summary>
    internal string Place(object value, int reference)
    {
        Type type = value.GetType();
        if (IsConstructed(type))
        {
            return "";
        }

        IReadOnlyList<FieldReference> references = FieldsOf(type).References;
        return Name(type, reference / references.Count, references[reference % references.Count].Path);
    }

    private string PlaceOfData(object value, int data)
    {
        Type type = value.GetType();
        if (IsConstructed(type))
        {
            return "";
        }

        IReadOnlyList<(int Start, int End)> ranges = FieldsOf(type).Data;
        int size = ranges.Sum(static range => range.End - range.Start);
        int at = data % size;
        foreach ((int start, int end) in ranges)
        {
            if (at < end - start)
            {
                return Name(type, data / size, PlainField.At(PlainField.Of(type), start + at).Path);
            }

            at -= end - start;
        }

        return "";
    }

    private static string Name(Type type, int element, string path)
    {
        string index = type.IsArray ? string.Create(CultureInfo.InvariantCulture, $"[{element}]") : "";
        return path.Length == 0 ? index : $"{index}.{path}";
    }

    private ObjectContent ReadFields(object value)
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

        return new ObjectContent(data, references);
    }

    private TypeFields FieldsOf(Type type)
    {
        if (!_fields.TryGetValue(type, out TypeFields? fields))
        {
            _fields.Add(type, fields = TypeFields.Of(type));
        }

        return fields;
    }

    private static bool IsConstructed(Type type) =>
        Constructions.IsAlways(type) || StableCollections.IsOrdered(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConcurrentDictionary<,>));
}
