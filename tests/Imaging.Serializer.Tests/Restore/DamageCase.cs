using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>A damaged image, as what differs from the sound one.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Changes">Bytes that were overwritten.</param>
internal sealed record DamageCase(string Name, int Length, params (int At, byte[] Bytes)[] Changes)
{
    /// <summary>The sound image.</summary>
    internal static DamageCase None(byte[] image) => new("nothing", image.Length);

    /// <summary>Overwrites bytes, and makes the content hash fit again.</summary>
    internal static DamageCase Forge(byte[] image, string name, params (int At, byte[] Bytes)[] changes)
    {
        byte[] changed = [.. image];
        foreach ((int at, byte[] bytes) in changes)
        {
            bytes.CopyTo(changed, at);
        }

        ImageHashes.Renew(changed);
        return new DamageCase(name, image.Length, [.. changes, .. Differences(image, changed)]);
    }

    private static IEnumerable<(int At, byte[] Bytes)> Differences(byte[] image, byte[] changed)
    {
        for (int at = 0; at < image.Length; at++)
        {
            int start = at;
            while (at < image.Length && image[at] != changed[at])
            {
                at++;
            }

            if (at > start)
            {
                yield return (start, changed[start..at]);
            }
        }
    }

    /// <summary>Writes the case as <see cref="DamagedPackage.Program"/> reads it.</summary>
    internal void WriteTo(BinaryWriter writer)
    {
        writer.Write(Length);
        writer.Write(Changes.Length);
        foreach ((int at, byte[] bytes) in Changes)
        {
            writer.Write(at);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }
}
