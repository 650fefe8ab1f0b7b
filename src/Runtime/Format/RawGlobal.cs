using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>An object that the process has one of.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RawGlobal
{
    internal GlobalKind Kind;

    /// <summary>Static field: its declaring type. Accessor: the type that it is asked for; otherwise <see cref="ImageFormat.None"/>.</summary>
    internal uint Type;

    /// <summary>Static field: its metadata token. Accessor: its <see cref="GlobalAccessor"/>.</summary>
    internal uint Token;

    /// <summary>Static field: its name. Interned string: the string.</summary>
    internal RawString Text;
}

/// <summary>How a global is reached.</summary>
internal enum GlobalKind : uint
{
    StaticField,
    Accessor,
    InternedString,
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
}
