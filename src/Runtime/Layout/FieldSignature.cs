using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Identity;

namespace Imaging.Layout;

/// <summary>What the signatures of fields say of their types.</summary>
internal static class FieldSignature
{
    // ECMA-335, II.23.1.16.
    private const byte Text = 0x0E;
    private const byte Pointer = 0x0F;
    private const byte ValueType = 0x11;
    private const byte Class = 0x12;
    private const byte Parameter = 0x13;
    private const byte Array = 0x14;
    private const byte Instantiation = 0x15;
    private const byte FunctionPointer = 0x1B;
    private const byte Any = 0x1C;
    private const byte Vector = 0x1D;
    private const byte RequiredModifier = 0x1F;
    private const byte OptionalModifier = 0x20;

    /// <summary>Whether a signature tells by itself that the field holds a reference.</summary>
    internal static bool IsReference(ByteRegion signature)
    {
        uint at = AfterModifiers(signature);
        return signature.U8(at) is Text or Class or Any or Vector or Array || (signature.U8(at) == Instantiation && signature.U8(at + 1) == Class);
    }

    /// <summary>Whether a signature tells by itself that the field holds none, nor anything that does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsPlain(ByteRegion signature) =>
        signature.U8(AfterModifiers(signature)) is < Text or Pointer or FunctionPointer or 0x18 or 0x19;

    /// <summary>The type that a signature names; <see langword="null"/> where that takes reflection to tell.</summary>
    /// <param name="declaring">The type that declares the field.</param>
    /// <param name="signature">What the field's signature says of its type.</param>
    internal static Type? TypeIn(Type declaring, ByteRegion signature)
    {
        uint at = AfterModifiers(signature);
        return Read(declaring, signature, ref at);
    }

    private static Type? Read(Type declaring, ByteRegion signature, ref uint at)
    {
        byte element = signature.U8(at++);
        switch (element)
        {
            case Class or ValueType:
                return Named(declaring.Module, signature, ref at);
            case Vector:
                return Read(declaring, signature, ref at)?.MakeArrayType();
            case Parameter:
                return declaring.GetGenericArguments()[CompressedInteger.Read(signature, ref at)];
            case Instantiation:
                return ReadInstantiation(declaring, signature, ref at);
            default:
                return Primitive(element);
        }
    }

    private static Type? ReadInstantiation(Type declaring, ByteRegion signature, ref uint at)
    {
        at++;
        Type definition = Named(declaring.Module, signature, ref at);
        var arguments = new Type[CompressedInteger.Read(signature, ref at)];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (Read(declaring, signature, ref at) is not { } argument)
            {
                return null;
            }

            arguments[i] = argument;
        }

        return definition.MakeGenericType(arguments);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Type? Primitive(byte element) => element switch
    {
        0x02 => typeof(bool),
        0x03 => typeof(char),
        0x04 => typeof(sbyte),
        0x05 => typeof(byte),
        0x06 => typeof(short),
        0x07 => typeof(ushort),
        0x08 => typeof(int),
        0x09 => typeof(uint),
        0x0A => typeof(long),
        0x0B => typeof(ulong),
        0x0C => typeof(float),
        0x0D => typeof(double),
        0x18 => typeof(nint),
        0x19 => typeof(nuint),
        Text => typeof(string),
        Any => typeof(object),
        _ => null,
    };

    private static Type Named(Module module, ByteRegion signature, ref uint at)
    {
        uint coded = CompressedInteger.Read(signature, ref at);
        int table = (coded & 3) switch { 0 => Table.TypeDef, 1 => Table.TypeRef, _ => Table.TypeSpec };
        return Type.GetTypeFromHandle(module.ModuleHandle.ResolveTypeHandle((int)MetadataToken.Of(table, coded >> 2)))!;
    }

    // Such as that of a volatile field.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint AfterModifiers(ByteRegion signature)
    {
        uint at = 0;
        while (signature.U8(at) is RequiredModifier or OptionalModifier)
        {
            at++;
            _ = CompressedInteger.Read(signature, ref at);
        }

        return at;
    }
}
