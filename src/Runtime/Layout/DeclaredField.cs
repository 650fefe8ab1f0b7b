using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Identity;

namespace Imaging.Layout;

/// <summary>A field of the objects of a type, which the type itself declares.</summary>
internal sealed class DeclaredField
{
    private const BindingFlags Listed = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Type _declaring;
    private Type? _fieldType;

    private DeclaredField(Type declaring, int token, int offset, ByteRegion signature) =>
        (_declaring, Token, Offset, Signature) = (declaring, token, offset, signature);

    internal int Token { get; }

    /// <summary>Bytes from the first field of an object, or from the start of a structure.</summary>
    internal int Offset { get; }

    /// <summary>What the field's signature says of its type.</summary>
    internal ByteRegion Signature { get; }

    /// <summary>The field's type, which is loaded when it is asked for.</summary>
    internal Type FieldType => _fieldType ??= FieldSignature.TypeIn(_declaring, Signature) ?? ListedType();

    /// <summary>The fields of the objects of a type that the type itself declares.</summary>
    internal static DeclaredField[] Of(Type type)
    {
        LoadedMetadata metadata = LoadedMetadata.Of(type.Assembly);
        int[] tokens = Tokens(type, metadata);
        int[]? offsets = type.IsGenericType ? FieldDescriptions.Offsets(type, tokens) : Offsets(type, tokens);
        if (offsets is null)
        {
            return FromReflection(type, metadata);
        }

        var fields = new DeclaredField[tokens.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = new DeclaredField(type, tokens[i], offsets[i], metadata.FieldType(tokens[i]));
        }

        return fields;
    }

    // Fields of a type that is not generic lie where their tokens say.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int[] Offsets(Type type, int[] tokens)
    {
        var offsets = new int[tokens.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = FieldOffset.Of(type.Module, tokens[i]);
        }

        return offsets;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int[] Tokens(Type type, LoadedMetadata metadata)
    {
        int end = metadata.Fields(type.MetadataToken, out int first);
        int count = 0;
        for (int token = first; token < end; token++)
        {
            count += metadata.IsStatic(token) ? 0 : 1;
        }

        var tokens = new int[count];
        for (int token = end; count > 0;)
        {
            if (!metadata.IsStatic(--token))
            {
                tokens[--count] = token;
            }
        }

        return tokens;
    }

    // Apart: what a method of reflection needs is loaded before it runs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DeclaredField[] FromReflection(Type type, LoadedMetadata metadata)
    {
        FieldInfo[] listed = type.GetFields(Listed);
        var fields = new DeclaredField[listed.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = new DeclaredField(type, listed[i].MetadataToken, FieldOffset.Of(listed[i]), metadata.FieldType(listed[i].MetadataToken));
        }

        return fields;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Type ListedType()
    {
        foreach (FieldInfo field in _declaring.GetFields(Listed))
        {
            if (field.MetadataToken == Token)
            {
                return field.FieldType;
            }
        }

        throw new MissingFieldException($"{_declaring} has no field {Token:x}");
    }
}
