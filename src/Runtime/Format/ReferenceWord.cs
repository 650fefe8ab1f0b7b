namespace Imaging.Format;

/// <summary>What a reference word refers to.</summary>
internal enum ReferenceTag : uint
{
    Null,

    /// <summary>The object whose header lies at this offset of the const section.</summary>
    Const,

    /// <summary>The main object with this ordinal.</summary>
    Main,

    /// <summary>An object of a dependency's image.</summary>
    External,

    /// <summary>An object that the process has one of.</summary>
    Global,

    /// <summary>The <see cref="System.Type"/> of a recipe.</summary>
    Type,

    /// <summary>A delegate.</summary>
    Delegate,

    /// <summary>The <see cref="System.Reflection.MethodInfo"/> of a recipe.</summary>
    Method,
}

/// <summary>A reference as the image stores it: tag in the low four bits, payload above.</summary>
internal readonly record struct ReferenceWord(ulong Bits)
{
    /// <summary>How many bits the tag takes.</summary>
    internal const int TagBits = 4;

    /// <summary>How many bits the two tags of an external reference take, below the number of the object.</summary>
    internal const int ExternalTagBits = 2 * TagBits;

    private const ulong TagMask = (1UL << TagBits) - 1;
    private const int DependencyBits = 16;
    private const int DependencyShift = 64 - DependencyBits;

    internal static ReferenceWord Null => default;

    internal ReferenceTag Tag => (ReferenceTag)(Bits & TagMask);

    internal ulong Payload => Bits >> TagBits;

    internal static ReferenceWord Encode(ReferenceTag tag, ulong payload) => new((payload << TagBits) | (ulong)tag);

    /// <summary>An external reference: which dependency, and the const offset or main ordinal in its image (see <see cref="ExternalTarget"/>).</summary>
    internal static ReferenceWord EncodeExternal(uint dependency, ReferenceTag target, ulong payload) =>
        new(((ulong)dependency << DependencyShift) | (payload << ExternalTagBits) | ((ulong)target << TagBits) | (ulong)ReferenceTag.External);

    internal uint ExternalDependency => (uint)(Bits >> DependencyShift);

    internal ReferenceWord ExternalTarget =>
        Encode((ReferenceTag)((Bits >> TagBits) & TagMask), (Bits << DependencyBits) >> (DependencyBits + ExternalTagBits));
}
