namespace Imaging.Identity;

/// <summary>The headers of a PE file, as far as they lead to managed code: sections and the CLI header.</summary>
internal sealed class PeImage
{
    private const ushort DosSignature = 0x5A4D;
    private const uint DosNewHeaderOffset = 0x3C;
    private const uint PeSignature = 0x00004550;
    private const ushort Pe32Magic = 0x10B;
    private const ushort Pe32PlusMagic = 0x20B;
    private const uint SectionHeaderSize = 40;
    private const uint CliDirectory = 14;
    private const uint CliHeaderSize = 72;

    private readonly ByteRegion _file;
    private readonly ByteRegion _sections;

    // The bodies of methods follow each other, so the section of the last address is mostly that of the next one.
    private uint _cachedAddress = 1;
    private ByteRegion _cachedSection;

    public PeImage(ByteRegion file)
    {
        _file = file;
        if (file.Length < 64 || file.U16(0) != DosSignature)
        {
            BadImage.Throw("The file is not a PE image.");
        }

        uint signature = file.U32(DosNewHeaderOffset);
        if (file.U32(signature) != PeSignature)
        {
            BadImage.Throw("The file is not a PE image.");
        }

        ByteRegion headers = file.From(signature + 4);
        uint sectionCount = headers.U16(2);
        uint optionalSize = headers.U16(16);
        ByteRegion optional = headers.Slice(20, optionalSize);
        _sections = headers.Slice(20 + optionalSize, sectionCount * SectionHeaderSize);

        ushort magic = optional.U16(0);
        if (magic is not (Pe32Magic or Pe32PlusMagic))
        {
            BadImage.Throw("The optional header of the PE image is of an unknown kind.");
        }

        uint directories = magic == Pe32Magic ? 96u : 112u;
        if (optional.U32(directories - 4) <= CliDirectory)
        {
            BadImage.Throw("The PE image holds no managed code.");
        }

        uint cliHeader = optional.U32(directories + CliDirectory * 8);
        if (cliHeader == 0)
        {
            BadImage.Throw("The PE image holds no managed code.");
        }

        CliHeader = AtAddress(cliHeader).Slice(0, CliHeaderSize);
    }

    public ByteRegion CliHeader { get; }

    public uint FileLength => _file.Length;

    /// <summary>The bytes that a data directory describes; empty if there is none.</summary>
    public ByteRegion Directory(ByteRegion header, uint at)
    {
        uint address = header.U32(at);
        return address == 0 ? default : AtAddress(address).Slice(0, header.U32(at + 4));
    }

    /// <summary>The bytes of the file from a relative virtual address up to the end of its section.</summary>
    public ByteRegion AtAddress(uint address)
    {
        uint within = unchecked(address - _cachedAddress);
        if (within >= _cachedSection.Length)
        {
            FindSection(address);
            within = address - _cachedAddress;
        }

        return _cachedSection.From(within);
    }

    private void FindSection(uint address)
    {
        for (uint at = 0; at < _sections.Length; at += SectionHeaderSize)
        {
            uint start = _sections.U32(at + 12);
            uint size = _sections.U32(at + 16);
            if (address >= start && address - start < size)
            {
                _cachedSection = _file.Slice(_sections.U32(at + 20), size);
                _cachedAddress = start;
                return;
            }
        }

        BadImage.ThrowOutOfBounds();
    }
}
