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
internal sealed class CapturedType
{
    internal CapturedType(Type type, CaptureMode mode, CaptureRefusal? refusal, TypeFields fields)
    {
        Type = type;
        Mode = mode;
        Refusal = refusal;
        Fields = fields;
        Facts = MethodTableFacts.Of(type);
        HasComponents = Facts.HasComponents;
        Bytes = HasComponents ? (int)Facts.ComponentSize : Facts.FieldBytes;
        Gaps = type == typeof(string) ? [] : fields.GapsIn(Bytes);
        ReferenceOffsets = Array.ConvertAll(fields.References, static reference => reference.Offset);
        HashTable = mode == CaptureMode.HashTable ? CapturedHashTable.Of(type) : null;
        Slack = mode == CaptureMode.Copy ? CollectionSlack.Of(type) : null;
        IsPlain = mode == CaptureMode.Copy && fields.References.Length == 0 && fields.NativeNumbers.Length == 0;
        TreatsFields = mode is CaptureMode.HashTable or CaptureMode.Lookup or CaptureMode.LookupGrouping || Slack is not null;
    }

    internal Type Type { get; }

    internal CaptureMode Mode { get; }

    /// <summary>Why objects of the type cannot be captured, and what to do.</summary>
    internal CaptureRefusal? Refusal { get; }

    /// <summary>The class that makes surrogates of objects of the type.</summary>
    internal Type? Surrogate { get; init; }

    /// <summary>The fields of an object, or of an element of an array.</summary>
    internal TypeFields Fields { get; }

    internal MethodTableFacts Facts { get; }

    /// <summary>Whether objects have elements or characters behind a length.</summary>
    internal bool HasComponents { get; }

    /// <summary>Bytes of an object's fields, or of one of its elements or characters.</summary>
    internal int Bytes { get; }

    /// <summary>Ranges of those bytes that hold nothing.</summary>
    internal ByteRange[] Gaps { get; }

    /// <summary>Offsets of the references among them, ascending.</summary>
    internal int[] ReferenceOffsets { get; }

    /// <summary>Whether its bytes are all that there is of an object.</summary>
    internal bool IsPlain { get; }

    /// <summary>Whether what lies in a field decides how it is captured.</summary>
    internal bool TreatsFields { get; }

    /// <summary>What is known of it as a hash table; <see langword="null"/> where it is none.</summary>
    internal CapturedHashTable? HashTable { get; }

    /// <summary>What is known of it as a collection with slack; <see langword="null"/> where it is none.</summary>
    internal CollectionSlack? Slack { get; }

    /// <summary>Objects of the type are none that the process has one of, as far as was known at this point; see <see cref="GlobalObjects"/>.</summary>
    internal int NotGlobalAt { get; set; } = -1;

    /// <summary>Its place among the captured types, in the order in which they were met.</summary>
    internal required int Number { get; init; }

    /// <summary>How many bytes of an object are captured: fields, or length and elements, or length and characters with their terminator.</summary>
    /// <param name="data">The captured bytes.</param>
    internal unsafe long CapturedBytes(byte* data) =>
        !HasComponents ? Bytes
        : Type == typeof(string) ? sizeof(int) + ((*(int*)data + 1L) * sizeof(char))
        : sizeof(long) + (*(long*)data * Bytes);
}
