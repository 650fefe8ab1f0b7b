namespace Imaging.Identity;

/// <summary>The root of the metadata: where its streams are.</summary>
internal readonly struct MetadataRoot
{
    private const uint Signature = 0x424A5342;
    private const uint MaxNameLength = 32;

    public readonly ByteRegion Version;
    public readonly ByteRegion Tables;
    public readonly ByteRegion Strings;
    public readonly ByteRegion UserStrings;
    public readonly ByteRegion Blobs;
    public readonly ByteRegion Guids;

    public MetadataRoot(ByteRegion metadata)
    {
        if (metadata.U32(0) != Signature)
        {
            BadImage.Throw("The assembly holds no metadata.");
        }

        uint versionLength = metadata.U32(12);
        Version = metadata.From(16).Slice(0, versionLength);
        ByteRegion rest = metadata.From(16).From(versionLength);
        uint streams = rest.U16(2);
        uint at = 4;

        for (uint stream = 0; stream < streams; stream++)
        {
            ByteRegion content = metadata.Slice(rest.U32(at), rest.U32(at + 4));
            ByteRegion name = rest.ZeroTerminated(at + 8);
            if (name.Length >= MaxNameLength)
            {
                BadImage.Throw("A metadata stream has too long a name.");
            }

            at += 8 + ((name.Length + 4) & ~3u);

            if (name.Is("#~"))
            {
                Assign(ref Tables, content);
            }
            else if (name.Is("#Strings"))
            {
                Assign(ref Strings, content);
            }
            else if (name.Is("#US"))
            {
                Assign(ref UserStrings, content);
            }
            else if (name.Is("#Blob"))
            {
                Assign(ref Blobs, content);
            }
            else if (name.Is("#GUID"))
            {
                Assign(ref Guids, content);
            }
            else if (name.Is("#-") || name.Is("#JTD"))
            {
                BadImage.Throw("The metadata is that of an edit-and-continue session.");
            }
        }
    }

    private static unsafe void Assign(ref ByteRegion stream, ByteRegion content)
    {
        if (stream.Start != null)
        {
            BadImage.Throw("A metadata stream occurs twice.");
        }

        stream = content;
    }
}
