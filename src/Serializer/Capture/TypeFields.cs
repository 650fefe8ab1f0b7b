using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Layout;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Capture;

/// <summary>A reference in an object: where it lies, what it is declared as, what to call it in a path, and the fields that it lies in, the innermost last; <see langword="null"/> in an inline array, whose elements are no fields.</summary>
internal sealed record FieldReference(int Offset, Type Declared, string Path, IReadOnlyList<FieldInfo>? Fields);

/// <summary>A pointer or a number of native size in an object.</summary>
/// <param name="Offset">Where it lies.</param>
/// <param name="Path">What to call it in a path.</param>
/// <param name="MayBeNumber">It is no pointer, and no handle of the framework's: it may be a count as well as an address.</param>
internal sealed record NativeNumber(int Offset, string Path, bool MayBeNumber);

/// <summary>A range of the bytes of an object or of an element.</summary>
internal sealed record ByteRange(int Start, int End);

/// <summary>The fields of a type, flattened over bases and nested structures.</summary>
internal sealed class TypeFields
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly List<FieldReference> _references = [];
    private readonly List<NativeNumber> _nativeNumbers = [];
    private readonly List<ByteRange> _data = [];

    private TypeFields()
    {
    }

    /// <summary>References in ascending order of offset.</summary>
    internal FieldReference[] References { get; private set; } = [];

    internal NativeNumber[] NativeNumbers { get; private set; } = [];

    /// <summary>Why no object with such fields can be captured; <see langword="null"/> where one can.</summary>
    internal string? Refusal { get; private set; }

    /// <summary>Ranges of bytes, ascending and apart, that hold values: the bytes between them hold nothing and may differ.</summary>
    internal ByteRange[] Data { get; private set; } = [];

    /// <summary>The fields of an object of the type, or of an element where the type is an array.</summary>
    internal static TypeFields Of(Type type)
    {
        var fields = new TypeFields();
        if (type.IsArray)
        {
            fields.AddValue(type.GetElementType()!, 0, "", []);
        }
        else
        {
            for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
            {
                fields.AddFields(level, 0, "", []);
            }
        }

        fields._references.Sort(static (a, b) => a.Offset.CompareTo(b.Offset));
        fields.MergeData();
        (fields.References, fields.NativeNumbers, fields.Data) = ([.. fields._references], [.. fields._nativeNumbers], [.. fields._data]);
        return fields;
    }

    /// <summary>Ranges of bytes that hold neither values nor references.</summary>
    /// <param name="bytes">Bytes of an object's fields, or of an element.</param>
    internal ByteRange[] GapsIn(int bytes)
    {
        var isHeld = new bool[bytes];
        foreach ((int start, int end) in Data)
        {
            isHeld.AsSpan(start, end - start).Fill(true);
        }

        foreach (FieldReference reference in References)
        {
            isHeld.AsSpan(reference.Offset, IntPtr.Size).Fill(true);
        }

        var gaps = new List<ByteRange>();
        for (int at = 0; at < bytes; at++)
        {
            if (isHeld[at])
            {
                continue;
            }

            if (gaps.Count > 0 && gaps[^1].End == at)
            {
                gaps[^1] = new ByteRange(gaps[^1].Start, at + 1);
            }
            else
            {
                gaps.Add(new ByteRange(at, at + 1));
            }
        }

        return [.. gaps];
    }

    private void AddFields(Type type, int start, string path, FieldInfo[]? within)
    {
        if (type.IsDefined(typeof(InlineArrayAttribute), inherit: false) || type.IsDefined(typeof(UnsafeValueTypeAttribute), inherit: false))
        {
            AddBuffer(type, start, path);
            return;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Vector<>))
        {
            Refusal ??= $"{Named(path, type)} is as large as the processor's vectors";
        }

        foreach (FieldInfo field in type.GetFields(Declared))
        {
            AddValue(field.FieldType, start + FieldOffset.Of(field), path.Length == 0 ? FieldName(field) : path + "." + FieldName(field), within is null ? null : [.. within, field], field);
        }

        if (type.IsValueType && type.StructLayoutAttribute is { Size: > 1 and int size } && size > End() - start && !FrameworkDirectory.Contains(type.Assembly))
        {
            Refusal ??= $"{Named(path, type)} is larger than its fields, and what lies behind them is not known";
        }
    }

    // Reflection shows the first element only.
    private void AddBuffer(Type type, int start, string path)
    {
        Type element = type.GetFields(Declared).Single().FieldType;
        int size = SizeOf(element);
        int count = type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? Math.Max((type.StructLayoutAttribute?.Size ?? 0) / size, 1);
        if (IsPlainNumber(element))
        {
            _data.Add(new ByteRange(start, start + (count * size)));
            return;
        }

        for (int i = 0; i < count; i++)
        {
            AddValue(element, start + (i * size), string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), within: null);
        }
    }

    // What the framework keeps in such fields are addresses and handles; in others is what their user puts there.
    private static bool IsOfFramework(FieldInfo field) =>
        FrameworkDirectory.Contains(field.Module.Assembly) && field.DeclaringType != typeof(IntPtr) && field.DeclaringType != typeof(UIntPtr)
        && field.Module.ResolveField(field.MetadataToken) is { FieldType.IsGenericParameter: false };

    private static bool IsPlainNumber(Type type) => (type.IsPrimitive || type.IsEnum) && type != typeof(IntPtr) && type != typeof(UIntPtr);

    private static int SizeOf(Type type) =>
        !type.IsValueType ? IntPtr.Size : IsPlainNumber(type) ? PrimitiveSize(type) : (int)MethodTableFacts.Of(type.MakeArrayType()).ComponentSize;

    private int End() => Math.Max(_data.Count > 0 ? _data.Max(static range => range.End) : 0, _references.Count > 0 ? _references.Max(static reference => reference.Offset + IntPtr.Size) : 0);

    private void AddValue(Type type, int offset, string path, FieldInfo[]? within, FieldInfo? field = null)
    {
        if (type.IsPointer || type.IsFunctionPointer || type == typeof(IntPtr) || type == typeof(UIntPtr))
        {
            _nativeNumbers.Add(new NativeNumber(offset, path, !type.IsPointer && !type.IsFunctionPointer && (field is null || !IsOfFramework(field))));
            _data.Add(new ByteRange(offset, offset + IntPtr.Size));
        }
        else if (!type.IsValueType)
        {
            _references.Add(new FieldReference(offset, type, path, within));
        }
        else if (type.IsPrimitive || type.IsEnum)
        {
            _data.Add(new ByteRange(offset, offset + PrimitiveSize(type)));
        }
        else if (type.IsByRefLike)
        {
            Refusal ??= $"{path} is a by-reference structure";
        }
        else
        {
            AddFields(type, offset, path, within);
        }
    }

    private void MergeData()
    {
        _data.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var merged = new List<ByteRange>();
        foreach ((int start, int end) in _data)
        {
            if (merged.Count > 0 && merged[^1].End >= start)
            {
                merged[^1] = new ByteRange(merged[^1].Start, Math.Max(merged[^1].End, end));
            }
            else
            {
                merged.Add(new ByteRange(start, end));
            }
        }

        _data.Clear();
        _data.AddRange(merged);
    }

    private static int PrimitiveSize(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => throw new NotSupportedException($"the primitive type {type}"),
    };

    private static string Named(string path, Type type) => path.Length == 0 ? type.ToString() : path;

    // An auto-property reads as the property in a path.
    internal static string FieldName(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.IndexOf('>', StringComparison.Ordinal) is > 1 and int end
            ? field.Name[1..end]
            : field.Name;
}
