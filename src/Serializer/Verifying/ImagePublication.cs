using Imaging.Format;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Verifying;

/// <summary>Puts an image where it belongs, and says in its header whether a second capture confirmed it.</summary>
internal static unsafe class ImagePublication
{
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Publish(string from, string to, bool verified)
    {
        using var image = ImageBytes.Read(from);
        ref RawHeader header = ref *(RawHeader*)image.Start;
        header.Flags = verified ? ImageFormat.VerifiedFlag : (byte)0;
        header.ContentHash = image.ComputeContentHash();
        using Stream bytes = image.OpenRead();
        AtomicFile.Write(to, bytes.CopyTo);
    }
}
