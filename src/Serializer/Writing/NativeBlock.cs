using System.Runtime.InteropServices;

namespace Imaging.Serializer.Writing;

/// <summary>Zeroed memory for the bytes of a section, which may be more than an array can hold.</summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    internal NativeBlock(long length)
    {
        Length = length;
        Start = (byte*)NativeMemory.AllocZeroed((nuint)Math.Max(length, 1));
    }

    internal byte* Start { get; private set; }

    internal long Length { get; }

    internal static NativeBlock Of(ReadOnlySpan<byte> bytes)
    {
        var block = new NativeBlock(bytes.Length);
        bytes.CopyTo(new Span<byte>(block.Start, bytes.Length));
        return block;
    }

    public void Dispose()
    {
        NativeMemory.Free(Start);
        Start = null;
    }
}
