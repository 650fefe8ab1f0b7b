using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>Zeroed memory for the bytes of a section, which may be more than an array can hold.</summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    private ZeroedMemory _memory;

    internal NativeBlock(long length)
    {
        Length = length;
        _memory = new ZeroedMemory(Math.Max(length, 1));
    }

    internal byte* Start => _memory.Start;

    internal long Length { get; }

    internal static NativeBlock Of(ReadOnlySpan<byte> bytes)
    {
        var block = new NativeBlock(bytes.Length);
        bytes.CopyTo(new Span<byte>(block.Start, bytes.Length));
        return block;
    }

    public void Dispose()
    {
        _memory.Free();
        _memory = default;
    }
}
