using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>An object that the process has one of.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RawGlobal
{
    internal GlobalKind Kind;

    /// <summary>Static field, member: its declaring type. Accessor: the type that it is asked for; otherwise <see cref="ImageFormat.None"/>.</summary>
    internal uint Type;

    /// <summary>Static field, member: its metadata token. Accessor: its <see cref="GlobalAccessor"/>.</summary>
    internal uint Token;

    /// <summary>Static field, member: its name. Interned string: the string. Accessor: the name that it is asked for; otherwise empty.</summary>
    internal RawString Text;
}

/// <summary>How a global is reached.</summary>
internal enum GlobalKind : uint
{
    StaticField,
    Accessor,
    InternedString,

    /// <summary>A <c>FieldInfo</c>, <c>PropertyInfo</c> or <c>ConstructorInfo</c>.</summary>
    Member,
}

/// <summary>Singletons that no initonly static field holds.</summary>
internal enum GlobalAccessor : uint
{
    EmptyArray,
    EmptyString,
    DefaultEqualityComparer,
    DefaultComparer,
    OrdinalComparer,
    OrdinalIgnoreCaseComparer,
    InvariantCultureComparer,
    InvariantCultureIgnoreCaseComparer,
    InvariantCulture,
    Utf8,
    Unicode,
    BigEndianUnicode,
    Ascii,
    Latin1,
    Utf32,
    UtcTimeZone,
    DBNull,
    ReferenceEqualityComparer,
    EmptyImmutableArray,
    InvariantNumberFormat,
    InvariantDateTimeFormat,
    InvariantTextInfo,

    /// <summary>By name.</summary>
    Culture,

    /// <summary>By id.</summary>
    TimeZone,

    /// <summary>By expanded name.</summary>
    XName,

    /// <summary>By URI.</summary>
    XNamespace,

    /// <summary>By type of character, and the characters as hexadecimal digits.</summary>
    SearchValues,

    /// <summary>The completed task that the framework keeps for a result, by its type and text.</summary>
    CompletedTask,

    /// <summary>The converter of a primitive type that JSON nodes hold.</summary>
    JsonConverter,
}
