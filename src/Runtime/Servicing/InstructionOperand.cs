namespace Imaging.Servicing;

/// <summary>What follows an instruction's code (ECMA-335, III).</summary>
internal enum InstructionOperand
{
    None,
    Byte,
    Short,
    Int,
    Long,
    Token,

    /// <summary>A count, and as many targets.</summary>
    Switch,
    Unknown,
}

/// <summary>The operands of instructions.</summary>
internal static class InstructionOperands
{
    /// <summary>The first byte of the codes that have two.</summary>
    internal const uint Prefix = 0xFE;

    /// <summary>Of an instruction whose code is one byte.</summary>
    internal static InstructionOperand Of(uint code) => code switch
    {
        <= 0x0D or (>= 0x14 and <= 0x1E) or 0x25 or 0x26 or 0x2A or (>= 0x46 and <= 0x6E) or 0x76 or 0x7A => InstructionOperand.None,
        (>= 0x0E and <= 0x13) or 0x1F or (>= 0x2B and <= 0x37) or 0xDE => InstructionOperand.Byte,
        0x20 or 0x22 or (>= 0x38 and <= 0x44) or 0xDD => InstructionOperand.Int,
        0x21 or 0x23 => InstructionOperand.Long,
        (>= 0x27 and <= 0x29) or 0x6F or (>= 0x70 and <= 0x75) or 0x79 or (>= 0x7B and <= 0x81) => InstructionOperand.Token,
        0x45 => InstructionOperand.Switch,
        0x8C or 0x8D or 0x8F or (>= 0xA3 and <= 0xA5) or 0xC2 or 0xC6 or 0xD0 => InstructionOperand.Token,
        (>= 0x82 and <= 0x8B) or 0x8E or (>= 0x90 and <= 0xA2) or (>= 0xB3 and <= 0xBA) or 0xC3 or (>= 0xD1 and <= 0xDC) or 0xDF or 0xE0 => InstructionOperand.None,
        _ => InstructionOperand.Unknown,
    };

    /// <summary>Of an instruction whose code is the <see cref="Prefix"/> and this.</summary>
    internal static InstructionOperand OfPrefixed(uint code) => code switch
    {
        <= 0x05 or 0x0F or 0x11 or 0x13 or 0x14 or 0x17 or 0x18 or 0x1A or 0x1D or 0x1E => InstructionOperand.None,
        0x06 or 0x07 or 0x15 or 0x16 or 0x1C => InstructionOperand.Token,
        >= 0x09 and <= 0x0E => InstructionOperand.Short,
        0x12 or 0x19 => InstructionOperand.Byte,
        _ => InstructionOperand.Unknown,
    };
}
