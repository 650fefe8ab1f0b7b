using Imaging.Format;

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
    internal static unsafe DamageCase Forge(byte[] image, string name, params (int At, byte[] Bytes)[] changes)
    {
        byte[] changed = [.. image];
        foreach ((int at, byte[] bytes) in changes)
        {
            bytes.CopyTo(changed, at);
        }

        fixed (byte* start = changed)
        {
            return new DamageCase(name, image.Length, [.. changes, (RawHeader.ContentHashOffset, BitConverter.GetBytes(ContentHash.Of(start, (nuint)changed.Length)))]);
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
