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
    private readonly Dictionary<Type, ObjectShape> _shapes = [];

    internal ObjectContent Read(object value)
    {
        ObjectShape shape = ShapeOf(value.GetType());
        if (!shape.IsConstructed || PartsOf(value) is not { } parts)
        {
            return ReadFields(value, shape);
        }

        ObjectContent keys = parts.Keys is null ? new ObjectContent([], []) : ReadFields(parts.Keys, ShapeOf(parts.Keys.GetType()));
        ObjectContent values = parts.Values is null ? new ObjectContent([], []) : ReadFields(parts.Values, ShapeOf(parts.Values.GetType()));
        return new ObjectContent([.. keys.Data, .. values.Data], [parts.Comparer, parts.ValueComparer, .. keys.References, .. values.References]);
    }

    // One that cannot be made again, held or disposed of, has its fields.
    private static ConstructionArguments? PartsOf(object value)
    {
        try
        {
            return Constructions.PartsOf(value);
        }
        catch (CaptureRefusedException)
        {
            return null;
        }
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
        ObjectShape shape = ShapeOf(type);
        if (shape.IsConstructed)
        {
            return "";
        }

        FieldReference[] references = shape.Fields.References;
        return Name(type, reference / references.Length, references[reference % references.Length].Path);
    }

    private string PlaceOfData(object value, int data)
    {
        Type type = value.GetType();
        ObjectShape shape = ShapeOf(type);
        if (shape.IsConstructed)
        {
            return "";
        }

        int at = data % shape.DataBytes;
        foreach ((int start, int end) in shape.Fields.Data)
        {
            if (at < end - start)
            {
                return Name(type, data / shape.DataBytes, PlainField.At(PlainField.Of(type), start + at).Path);
            }

            at -= end - start;
        }

        return "";
    }

    private static string Name(Type type, int element, string path)
    {
        string index = type.IsArray ? string.Create(CultureInfo.InvariantCulture, $"[{element}]") : "";
        return FieldPath.Behind(index, path);
    }

    private static ObjectContent ReadFields(object value, ObjectShape shape)
    {
        ByteRange[] ranges = shape.Fields.Data;
        FieldReference[] fields = shape.Fields.References;
        long count = value is Array array ? array.LongLength : 1;
        byte[] data = shape.DataBytes == 0 ? [] : new byte[shape.DataBytes * count];
        object?[] references = fields.Length == 0 ? [] : new object?[fields.Length * count];
        ref byte source = ref value is Array elements ? ref MemoryMarshal.GetArrayDataReference(elements) : ref MethodTableFacts.FieldsOf(value);
        for (int element = 0, at = 0, reference = 0; element < count; element++)
        {
            for (int i = 0; i < ranges.Length; i++)
            {
                (int start, int end) = ranges[i];
                Unsafe.CopyBlockUnaligned(ref data[at], ref Unsafe.AddByteOffset(ref source, start), (uint)(end - start));
                at += end - start;
            }

            for (int i = 0; i < fields.Length; i++)
            {
                references[reference++] = shape.IsView[i] ? null : Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref source, fields[i].Offset));
            }

            source = ref Unsafe.AddByteOffset(ref source, shape.ElementBytes);
        }

        return new ObjectContent(data, references);
    }

    private ObjectShape ShapeOf(Type type)
    {
        if (!_shapes.TryGetValue(type, out ObjectShape? shape))
        {
            _shapes.Add(type, shape = new ObjectShape(type));
        }

        return shape;
    }

    /// <summary>What is read of the objects of a type.</summary>
    private sealed class ObjectShape
    {
        internal ObjectShape(Type type)
        {
            IsConstructed = Constructions.IsAlways(type) || StableCollections.IsOrdered(type)
                || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConcurrentDictionary<,>));
            Fields = TypeFields.Of(type);
            DataBytes = Fields.Data.Sum(static range => range.End - range.Start);
            ElementBytes = type.IsArray ? (int)MethodTableFacts.Of(type).ComponentSize : 0;
            bool mayHaveViews = FrameworkDirectory.Contains(type.Assembly);
            IsView = [.. Fields.References.Select(field => mayHaveViews && Constructions.IsView(field.Path))];
        }

        /// <summary>Such objects are compared by what they consist of: how they keep it differs between processes.</summary>
        internal bool IsConstructed { get; }

        internal TypeFields Fields { get; }

        /// <summary>Plain data of an object, or of an element.</summary>
        internal int DataBytes { get; }

        /// <summary>From one element to the next.</summary>
        internal int ElementBytes { get; }

        /// <summary>Of each reference, whether it is to a view of a collection.</summary>
        internal bool[] IsView { get; }
    }
}
