namespace Imaging.Identity;

/// <summary>Hands the canonical stream to both hash functions, so that it is walked once.</summary>
internal struct IdentifyingSink(Sha256Sink identity, XxHash64 checksum) : ICanonicalSink
{
    private readonly Sha256Sink _identity = identity;
    private XxHash64 _checksum = checksum;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _identity.Append(bytes);
        _checksum.Append(bytes);
    }

    public (CodeIdentity Identity, ulong Checksum) Finish() => (_identity.Finish(), _checksum.Finish());
}
