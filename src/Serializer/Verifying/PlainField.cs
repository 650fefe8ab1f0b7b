using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Layout;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Verifying;

/// <summary>A piece of plain data in an object or an element, as people would call it and read it.</summary>
/// <param name="Path">The fields that lead to it.</param>
/// <param name="Type">What it is.</param>
/// <param name="Offset">Where it lies.</param>
internal sealed record PlainField(string Path, Type Type, int Offset)
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Structures that are read as a whole.</summary>
    private static readonly Type[] s_whole = [typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid), typeof(decimal)];

    /// <summary>The plain data that a byte belongs to.</summary>
    /// <param name="type">Type of the object; of an element, where it is an array or a string.</param>
    /// <param name="offset">The byte, from the first field or from the start of the element.</param>
    internal static PlainField At(Type type, int offset) =>
        type == typeof(string) ? new PlainField("", typeof(char), 0)
        : type.IsArray ? In(type.GetElementType()!, 0, "", offset)!
        : type.IsValueType ? In(type, 0, "", offset)!
        : InFields(type, 0, "", offset) ?? new PlainField("", typeof(byte), offset);

    /// <summary>Its value in the bytes of an object or of an element.</summary>
    internal object Read(ReadOnlySpan<byte> bytes)
    {
        Type type = Type.IsEnum ? Enum.GetUnderlyingType(Type) : Type == typeof(IntPtr) || Type == typeof(UIntPtr) || !Type.IsValueType ? typeof(long) : Type;
        object value = RuntimeHelpers.GetUninitializedObject(type);
        MethodTableFacts facts = MethodTableFacts.Of(type);
        int size = Math.Min(facts.FieldBytes, bytes.Length - Offset);
        Unsafe.CopyBlockUnaligned(ref MethodTableFacts.FieldsOf(value), in bytes[Offset], (uint)Math.Min(size, SizeOf(type)));
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

    private static PlainField? In(Type type, int start, string path, int offset)
    {
        bool isLeaf = type.IsPrimitive || type.IsEnum || type.IsPointer || s_whole.Contains(type);
        return !isLeaf ? InFields(type, start, path, offset) ?? new PlainField(path, typeof(byte), offset)
            : offset >= start && offset < start + SizeOf(type) ? new PlainField(path, type, start)
            : null;
    }

    private static PlainField? InFields(Type type, int start, string path, int offset)
    {
        for (Type? level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(Declared).Where(static field => field.FieldType.IsValueType || field.FieldType.IsPointer))
            {
                int at = start + FieldOffset.Of(field);
                if (offset >= at && offset < at + SizeOf(field.FieldType)
                    && In(field.FieldType, at, path.Length == 0 ? TypeFields.FieldName(field) : $"{path}.{TypeFields.FieldName(field)}", offset) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static int SizeOf(Type type) => type.IsPointer
        ? IntPtr.Size
        : (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
