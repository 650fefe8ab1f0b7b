using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Graphs;

/// <summary>What a type says of its objects in an image.</summary>
internal sealed class ObjectShape
{
    private readonly TypeFields _fields;
    private PlainField[]? _plain;

    internal ObjectShape(Type type)
    {
        Type = type;
        _fields = TypeFields.Of(type);
        References = [.. _fields.References];
        Name = TypeIdentity.Of(type);
        Role = CollectionRole.Of(this);
    }

    internal Type Type { get; }

    /// <summary>The same for the same type in every load context, and in every version of its assembly.</summary>
    internal string Name { get; }

    /// <summary>The references of an object, or of an element.</summary>
    internal FieldReference[] References { get; }

    /// <summary>Ranges of bytes that hold values.</summary>
    internal IReadOnlyList<ByteRange> Data => _fields.Data;

    /// <summary>The plain data of an object, or of an element.</summary>
    internal IReadOnlyList<PlainField> Plain => _plain ??= [.. PlainField.Of(Type)];

    /// <summary>What it is in a collection; <see langword="null"/> for most.</summary>
    internal CollectionRole? Role { get; }
}
