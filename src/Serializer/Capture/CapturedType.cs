using Imaging.Layout;

namespace Imaging.Serializer.Capture;

/// <summary>How objects of a type are captured.</summary>
internal enum CaptureMode
{
    Copy,
    HashTable,

    /// <summary>A collection that is copied where its hash codes or its order are the same in every process, and constructed otherwise.</summary>
    CopyOrConstruct,

    /// <summary>Of a class of whose objects only some are copied.</summary>
    CopyIfAtRest,

    /// <summary>Of a class that is constructed.</summary>
    Construct,

    /// <summary>An array of several dimensions, or with a lower bound.</summary>
    Bounded,
    /// <summary>Of a class that has a surrogate.</summary>
    Surrogate,
    Lookup,
    LookupGrouping,
    Regex,
    Delegate,
    Type,
    Method,
    Refused,
}

/// <summary>Why something cannot be captured, and what to do.</summary>
internal sealed record CaptureRefusal(string Code, string Text);

/// <summary>What capture knows of a type.</summary>
internal sealed class CapturedType(Type type, CaptureMode mode, CaptureRefusal? refusal, TypeFields fields)
{
    internal Type Type { get; } = type;

    internal CaptureMode Mode { get; } = mode;

    /// <summary>Why objects of the type cannot be captured, and what to do.</summary>
    internal CaptureRefusal? Refusal { get; } = refusal;

    /// <summary>The class that makes surrogates of objects of the type.</summary>
    internal Type? Surrogate { get; init; }

    /// <summary>The fields of an object, or of an element of an array.</summary>
    internal TypeFields Fields { get; } = fields;

    internal MethodTableFacts Facts { get; } = MethodTableFacts.Of(type);

    /// <summary>What is known of it as a hash table; <see langword="null"/> where it is none.</summary>
    internal CapturedHashTable? HashTable { get; } = mode == CaptureMode.HashTable ? CapturedHashTable.Of(type) : null;

    /// <summary>What is known of it as a collection with slack; <see langword="null"/> where it is none.</summary>
    internal CollectionSlack? Slack { get; } = mode == CaptureMode.Copy ? CollectionSlack.Of(type) : null;

    /// <summary>Objects of the type are none that the process has one of, as far as was known at this point; see <see cref="GlobalObjects"/>.</summary>
    internal int NotGlobalAt { get; set; } = -1;

    /// <summary>Its place among the captured types, in the order in which they were met.</summary>
    internal required int Number { get; init; }
}
