using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Imaging.Layout;

namespace Imaging.Serializer.Capture;

/// <summary>A piece of plain data in an object or an element, as people would call it and read it.</summary>
/// <param name="Path">The fields that lead to it.</param>
/// <param name="Type">What it is.</param>
/// <param name="Offset">Where it lies.</param>
internal sealed record PlainField(string Path, Type Type, int Offset)
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>How many bytes it has.</summary>
    internal int Size { get; } = SizeOf(Type);

    /// <summary>Structures that are read as a whole.</summary>
    private static readonly Type[] s_whole = [typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid), typeof(decimal)];

    /// <summary>All plain data of an object, or of an element where the type is an array or a string.</summary>
    internal static IEnumerable<PlainField> Of(Type type) =>
        type == typeof(string) ? [new PlainField("", typeof(char), 0)]
        : type.IsArray ? type.GetElementType() is { IsValueType: true } or { IsPointer: true } ? In(type.GetElementType()!, 0, "") : []
        : type.IsValueType ? In(type, 0, "")
        : InFields(type, 0, "");

    /// <summary>The plain data that a byte belongs to.</summary>
    /// <param name="fields">All plain data of the object, or of the element.</param>
    /// <param name="offset">The byte, from the first field or from the start of the element.</param>
    internal static PlainField At(IEnumerable<PlainField> fields, int offset)
    {
        // Buffers show their first element only.
        PlainField? nearest = null;
        foreach (PlainField field in fields)
        {
            if (offset >= field.Offset && offset < field.Offset + field.Size)
            {
                return field;
            }

            nearest = offset >= field.Offset && (nearest is null || field.Offset > nearest.Offset) ? field : nearest;
        }

        return new PlainField(nearest?.Path ?? "", typeof(byte), offset);
    }

    /// <summary>Its value in the bytes of an object or of an element.</summary>
    internal object Read(ReadOnlySpan<byte> bytes)
    {
        Type type = Type.IsEnum ? Enum.GetUnderlyingType(Type) : !Type.IsValueType ? typeof(long) : Type;
        object value = RuntimeHelpers.GetUninitializedObject(type);
        MethodTableFacts facts = MethodTableFacts.Of(type);
        int size = Math.Min(facts.FieldBytes, bytes.Length - Offset);
        Unsafe.CopyBlockUnaligned(ref MethodTableFacts.FieldsOf(value), in bytes[Offset], (uint)Math.Min(size, Size));
        return value;
    }

    /// <summary>A value for people.</summary>
    internal static string Describe(object value) => value switch
    {
        // The round-trip format of a local time would add this process's own offset.
        DateTime { Kind: DateTimeKind.Local } time => $"{DateTime.SpecifyKind(time, DateTimeKind.Unspecified):O} local",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        char character => char.IsControl(character) || char.IsSurrogate(character) ? $"U+{(int)character:X4}" : $"'{character}'",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>The bytes of a value, the first in memory first, for those that its text does not tell from others.</summary>
    internal static string DescribeBytes(object value) => $"{Describe(value)} (bytes {Convert.ToHexString(BytesOf(value)[..SizeOf(value.GetType())])})";

    /// <summary>Whether two values of the same type are the same in every bit, which equal ones need not be.</summary>
    internal static bool HaveSameBytes(object value, object other) => BytesOf(value).SequenceEqual(BytesOf(other));

    private static ReadOnlySpan<byte> BytesOf(object value) =>
        MemoryMarshal.CreateReadOnlySpan(ref MethodTableFacts.FieldsOf(value), MethodTableFacts.Of(value.GetType()).FieldBytes);

    private static IEnumerable<PlainField> In(Type type, int start, string path) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer || s_whole.Contains(type) ? [new PlainField(path, type, start)] : InFields(type, start, path);

    private static IEnumerable<PlainField> InFields(Type type, int start, string path)
    {
        for (Type? level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(Declared).Where(static field => field.FieldType.IsValueType || field.FieldType.IsPointer))
            {
                string name = TypeFields.FieldName(field);
                foreach (PlainField found in In(field.FieldType, start + FieldOffset.Of(field), path.Length == 0 ? name : $"{path}.{name}"))
                {
                    yield return found;
                }
            }
        }
    }

    private static int SizeOf(Type type) => type.IsPointer
        ? IntPtr.Size
        : (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
