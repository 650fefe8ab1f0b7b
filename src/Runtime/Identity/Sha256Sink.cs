using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Imaging.Identity;

internal readonly struct Sha256Sink(IncrementalHash hash) : ICanonicalSink
{
    public void Append(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

    public CodeIdentity Finish()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new CodeIdentity(BinaryPrimitives.ReadUInt64BigEndian(digest), BinaryPrimitives.ReadUInt64BigEndian(digest[8..]));
    }
}
