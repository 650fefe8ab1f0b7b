namespace Imaging.Identity;

/// <summary>Takes the canonical stream, in large pieces.</summary>
internal interface ICanonicalSink
{
    void Append(ReadOnlySpan<byte> bytes);
}
