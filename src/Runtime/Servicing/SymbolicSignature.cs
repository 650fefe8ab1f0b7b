using System.Runtime.CompilerServices;
using Imaging.Identity;

namespace Imaging.Servicing;

/// <summary>Adds signatures to a hash, with what their tokens stand for in the place of the tokens (ECMA-335, II.23.2).</summary>
internal static class SymbolicSignature
{
    private const uint KindMask = 0x0F;
    private const uint FieldKind = 0x06;
    private const uint LocalsKind = 0x07;
    private const uint InstantiationKind = 0x0A;
    private const uint GenericFlag = 0x10;

    /// <summary>Adds the signature of a field, of a method, of locals, or of the arguments of a generic method.</summary>
    internal static void Add(ref SymbolicHash hash, ByteRegion blob, SymbolicTokens tokens)
    {
        uint at = 0;
        AddSignature(ref hash, blob, ref at, tokens);
    }

    /// <summary>Adds a signature that is a type alone.</summary>
    internal static void AddType(ref SymbolicHash hash, ByteRegion blob, SymbolicTokens tokens)
    {
        uint at = 0;
        AddType(ref hash, blob, ref at, tokens);
    }

    private static void AddSignature(ref SymbolicHash hash, ByteRegion blob, ref uint at, SymbolicTokens tokens)
    {
        uint first = blob.U8(at++);
        hash.Add(first);
        uint types = 1;
        if ((first & KindMask) is LocalsKind or InstantiationKind)
        {
            types = Number(ref hash, blob, ref at);
        }
        else if ((first & KindMask) != FieldKind)
        {
            if ((first & GenericFlag) != 0)
            {
                Number(ref hash, blob, ref at);
            }

            types = Number(ref hash, blob, ref at) + 1;
        }

        for (uint i = 0; i < types; i++)
        {
            AddType(ref hash, blob, ref at, tokens);
        }
    }

    private static void AddType(ref SymbolicHash hash, ByteRegion blob, ref uint at, SymbolicTokens tokens)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        while (true)
        {
            uint element = blob.U8(at++);
            hash.Add(element);
            switch (element)
            {
                // Pointer, reference, vector, end of fixed arguments, pinned: the type follows.
                case 0x0F or 0x10 or 0x1D or 0x41 or 0x45:
                    continue;

                // Modifiers: the type follows theirs.
                case 0x1F or 0x20:
                    hash.Add(tokens.OfTypeDefOrRef(CompressedInteger.Read(blob, ref at)));
                    continue;

                // Structure, class.
                case 0x11 or 0x12:
                    hash.Add(tokens.OfTypeDefOrRef(CompressedInteger.Read(blob, ref at)));
                    return;

                // Type parameters.
                case 0x13 or 0x1E:
                    Number(ref hash, blob, ref at);
                    return;

                case 0x14:
                    AddType(ref hash, blob, ref at, tokens);
                    AddBounds(ref hash, blob, ref at);
                    return;

                case 0x15:
                    hash.Add(blob.U8(at++));
                    hash.Add(tokens.OfTypeDefOrRef(CompressedInteger.Read(blob, ref at)));
                    for (uint left = Number(ref hash, blob, ref at); left > 0; left--)
                    {
                        AddType(ref hash, blob, ref at, tokens);
                    }

                    return;

                case 0x1B:
                    AddSignature(ref hash, blob, ref at, tokens);
                    return;

                // Primitive types.
                case <= 0x0E or 0x16 or 0x18 or 0x19 or 0x1C:
                    return;

                default:
                    BadImage.Throw("A signature holds an unknown type.");
                    return;
            }
        }
    }

    private static void AddBounds(ref SymbolicHash hash, ByteRegion blob, ref uint at)
    {
        Number(ref hash, blob, ref at);
        for (int list = 0; list < 2; list++)
        {
            for (uint left = Number(ref hash, blob, ref at); left > 0; left--)
            {
                Number(ref hash, blob, ref at);
            }
        }
    }

    private static uint Number(ref SymbolicHash hash, ByteRegion blob, ref uint at)
    {
        uint number = CompressedInteger.Read(blob, ref at);
        hash.Add(number);
        return number;
    }
}
