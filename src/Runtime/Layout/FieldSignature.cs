using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Identity;

namespace Imaging.Layout;

/// <summary>What the signatures of fields say of their types.</summary>
internal static class FieldSignature
{
    // ECMA-335, II.23.1.16.
    private const byte Text = 0x0E;
    private const byte ValueType = 0x11;
    private const byte Class = 0x12;
    private const byte Array = 0x14;
    private const byte Instantiation = 0x15;
    private const byte Any = 0x1C;
    private const byte Vector = 0x1D;

    /// <summary>Whether a signature tells by itself that the field holds a reference.</summary>
    internal static bool IsReference(ByteRegion signature) =>
        signature.U8(0) is Text or Class or Any or Vector or Array || (signature.U8(0) == Instantiation && signature.U8(1) == Class);

    /// <summary>The type that a signature names directly, or a vector of it: most of what classes declare. Otherwise <see langword="null"/>.</summary>
    /// <param name="module">Where the field is declared.</param>
    /// <param name="signature">What the field's signature says of its type.</param>
    internal static Type? PlainType(Module module, ByteRegion signature) =>
        signature.U8(0) == Vector ? Named(module, signature.From(1))?.MakeArrayType() : Named(module, signature);

    private static Type? Named(Module module, ByteRegion signature) => signature.U8(0) switch
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
        Class or ValueType => Type.GetTypeFromHandle(module.ModuleHandle.ResolveTypeHandle(TypeToken(signature))),
        _ => null,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TypeToken(ByteRegion signature)
    {
        uint at = 1;
        uint coded = CompressedInteger.Read(signature, ref at);
        return (int)MetadataToken.Of((coded & 3) switch { 0 => Table.TypeDef, 1 => Table.TypeRef, _ => Table.TypeSpec }, coded >> 2);
    }
}
