using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>An object that the process has one of.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RawGlobal
{
    internal GlobalKind Kind;

    /// <summary>Static field, static path: its declaring type. Member: the type that has it. Accessor: the type that it is asked for; otherwise <see cref="ImageFormat.None"/>.</summary>
    internal uint Type;

    /// <summary>Static field, static path, member: its metadata token. Accessor: its <see cref="GlobalAccessor"/>.</summary>
    internal uint Token;

    /// <summary>Static field, member: its name. Static path: the field's name, then the steps, each after a line end. Interned string: the string. Accessor: the name that it is asked for; otherwise empty.</summary>
    internal RawString Text;
}

/// <summary>How a global is reached.</summary>
internal enum GlobalKind : uint
{
    StaticField,
    Accessor,
    InternedString,

    /// <summary>A <c>FieldInfo</c>, <c>PropertyInfo</c>, <c>EventInfo</c> or <c>ConstructorInfo</c>, or an inherited <c>MethodInfo</c>, as its type has it.</summary>
    Member,

    /// <summary>What a static field leads to, through fields that cannot be written and elements of arrays.</summary>
    StaticPath,
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

    /// <summary>By type of what is searched for, and its characters as hexadecimal digits: of texts, how they are compared, then each after a comma.</summary>
    SearchValues,

    /// <summary>The completed task that the framework keeps for a result, by its type and text.</summary>
    CompletedTask,

    /// <summary>The converter of a primitive type that JSON nodes hold.</summary>
    JsonConverter,

    /// <summary>By a type that it has.</summary>
    Assembly,

    /// <summary>By a type that it has.</summary>
    Module,

    /// <summary>A <c>StringComparer</c> by the name of its culture, a bar, and its <c>CompareOptions</c> as a number.</summary>
    CultureComparer,
}
