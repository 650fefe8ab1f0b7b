namespace Imaging.Identity;

/// <summary>What the indexes into the heaps stand for.</summary>
internal readonly struct MetadataHeaps(in MetadataRoot root)
{
    private const uint GuidSize = 16;

    private readonly ByteRegion _strings = root.Strings;
    private readonly ByteRegion _blobs = root.Blobs;
    private readonly ByteRegion _guids = root.Guids;

    public ByteRegion String(uint index) => index == 0 ? default : _strings.ZeroTerminated(index);

    public ByteRegion Blob(uint index)
    {
        if (index == 0)
        {
            return default;
        }

        uint at = index;
        uint length = CompressedInteger.Read(_blobs, ref at);
        return _blobs.Slice(at, length);
    }

    public ByteRegion Guid(uint index)
    {
        if (index == 0)
        {
            return default;
        }

        if (index > _guids.Length / GuidSize)
        {
            BadImage.ThrowOutOfBounds();
        }

        return _guids.Slice((index - 1) * GuidSize, GuidSize);
    }
}
