using System.Buffers.Binary;
using System.Security.Cryptography;
using Imaging.Format;

namespace Imaging.Serializer.Writing;

/// <summary>Computes a build id: from the format's version, then from the length and the bytes of each section in turn.</summary>
internal sealed unsafe class BuildIdHash : IDisposable
{
    private const int HashAtMost = 1 << 30;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal BuildIdHash() => AppendNumber(((long)ImageFormat.Version << 8) | (uint)sizeof(nint));

    internal void AppendSection(byte* start, long length)
    {
        BeginSection(length);
        Append(start, length);
    }

    internal void BeginSection(long length) => AppendNumber(length);

    /// <summary>Adds the next bytes of the section that was begun.</summary>
    internal void Append(byte* start, long length)
    {
        for (long at = 0; at < length; at += HashAtMost)
        {
            _hash.AppendData(new ReadOnlySpan<byte>(start + at, (int)Math.Min(length - at, HashAtMost)));
        }
    }

    internal BuildId Finish()
    {
        byte[] digest = _hash.GetHashAndReset();
        return new BuildId(BinaryPrimitives.ReadUInt64BigEndian(digest), BinaryPrimitives.ReadUInt64BigEndian(digest.AsSpan(sizeof(ulong))));
    }

    public void Dispose() => _hash.Dispose();

    private void AppendNumber(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }
}
