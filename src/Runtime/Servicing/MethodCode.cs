using Imaging.Identity;

namespace Imaging.Servicing;

/// <summary>Adds method bodies to a hash, with what their tokens stand for in the place of the tokens.</summary>
internal static class MethodCode
{
    private const uint LocalsOffset = 8;
    private const uint MinFatHeader = 12;
    private const uint FatSection = 0x40;

    /// <summary>Adds the body at the start of a region.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="image">The file that the body is in.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="tokens">What tokens stand for.</param>
    /// <exception cref="BadImageFormatException">The body is malformed.</exception>
    internal static void Add(ref SymbolicHash hash, PeImage image, uint address, SymbolicTokens tokens)
    {
        ByteRegion body = MethodBody.HeaderAndCode(image.AtAddress(address), out bool hasSections);
        bool isFat = (body.U8(0) & 3) == 3;
        uint header = isFat ? (uint)(body.U16(0) >> 12) * 4 : 1;
        if (isFat && header >= MinFatHeader)
        {
            hash.Add(tokens.Of(body.U32(LocalsOffset)));
        }

        AddInstructions(ref hash, body.From(header), tokens);
        uint next = hasSections ? body.Length : 0;
        while (next != 0)
        {
            address = (address + next + 3) & ~3u;
            AddClauses(ref hash, MethodBody.Section(image.AtAddress(address), out next), tokens);
        }
    }

    private static void AddInstructions(ref SymbolicHash hash, ByteRegion code, SymbolicTokens tokens)
    {
        uint plain = 0;
        for (uint at = 0; at < code.Length;)
        {
            uint first = code.U8(at++);
            InstructionOperand operand = first == InstructionOperands.Prefix ? InstructionOperands.OfPrefixed(code.U8(at++)) : InstructionOperands.Of(first);
            switch (operand)
            {
                case InstructionOperand.None:
                    break;
                case InstructionOperand.Byte:
                    at += 1;
                    break;
                case InstructionOperand.Short:
                    at += 2;
                    break;
                case InstructionOperand.Int:
                    at += 4;
                    break;
                case InstructionOperand.Long:
                    at += 8;
                    break;
                case InstructionOperand.Switch:
                    at += 4 + (code.U32(at) * 4);
                    break;
                case InstructionOperand.Token:
                    hash.Add(code.Slice(plain, at - plain));
                    hash.Add(tokens.Of(code.U32(at)));
                    plain = at += 4;
                    break;
                default:
                    BadImage.Throw("A method body holds an unknown instruction.");
                    break;
            }
        }

        hash.Add(code.From(plain));
    }

    private static void AddClauses(ref SymbolicHash hash, ByteRegion section, SymbolicTokens tokens)
    {
        bool isFat = (section.U8(0) & FatSection) != 0;
        uint size = isFat ? 24u : 12u;
        for (uint at = 4; at + size <= section.Length; at += size)
        {
            hash.Add(section.Slice(at, size - 4));
            bool catches = (isFat ? section.U32(at) : section.U16(at)) == 0;
            hash.Add(catches ? tokens.Of(section.U32(at + size - 4)) : section.U32(at + size - 4));
        }
    }
}
