using Imaging.Identity;

namespace Imaging.Serializer.Packages;

/// <summary>What an image records of a file that builders may read.</summary>
/// <param name="Name">The name that builders ask for.</param>
/// <param name="Length">Its length.</param>
/// <param name="Checksum">XXH64 of its content.</param>
internal sealed record InputContent(string Name, ulong Length, ulong Checksum)
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static InputContent Read(InputFile input)
    {
        byte[] content = File.ReadAllBytes(input.Path);
        return new InputContent(input.Name, (ulong)content.Length, XxHash64.Hash(content));
    }
}
