using System.Security.Cryptography;
using System.Text;

namespace Imaging.Build;

/// <summary>
/// The version of a development build, made from what goes into the packages. NuGet never reads a version again that it
/// has in its cache, so other content must have another version, and the same content keeps its version, and its cache.
/// </summary>
internal static class ContentVersion
{
    private const int HashDigits = 12;

    /// <summary>Gives the part of the version after the hyphen, such as <c>dev.h1a2b3c4d5e6f</c>.</summary>
    public static string ComputeSuffix()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Repository.Toolchain));
        foreach (string path in PackageContent.List())
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{path}\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(Repository.Root, path))));
        }

        // The letter keeps the identifier from being a number, which may not begin with 0.
        return $"dev.h{Convert.ToHexStringLower(hash.GetHashAndReset())[..HashDigits]}";
    }
}
