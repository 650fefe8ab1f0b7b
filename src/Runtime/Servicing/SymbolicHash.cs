using Imaging.Identity;

namespace Imaging.Servicing;

/// <summary>A hash over pieces of metadata, each of which tells its own end.</summary>
internal unsafe struct SymbolicHash()
{
    private XxHash64 _hash = new(seed: 0);

    internal void Add(ulong number) => _hash.Append(new ReadOnlySpan<byte>(&number, sizeof(ulong)));

    internal void Add(ByteRegion bytes)
    {
        Add(bytes.Length);
        _hash.Append(new ReadOnlySpan<byte>(bytes.Start, (int)bytes.Length));
    }

    /// <summary>Never zero.</summary>
    internal ulong Finish() => _hash.Finish() | 1;
}
