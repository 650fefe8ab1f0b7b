using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Worklists;

/// <summary>A resolved assembly, as its metadata tells without loading it.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="Resolved">Where it lies, and where it comes from.</param>
/// <param name="References">Simple names of what it references, the framework included.</param>
/// <param name="MayDeclareRoots">It uses the type of roots. Only loading it tells whether it declares one.</param>
internal sealed record AssemblyNode(string Name, ResolvedAssembly Resolved, IReadOnlyList<string> References, bool MayDeclareRoots)
{
    internal string Path => Resolved.Path;

    /// <summary>Where the image that came with it lies, if one did.</summary>
    internal string ShippedImagePath => Resolved.ImagePath;

    /// <returns><see langword="null"/> where the file is no assembly.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static AssemblyNode? Read(ResolvedAssembly resolved)
    {
        try
        {
            using FileStream stream = File.OpenRead(resolved.Path);
            using var image = new PEReader(stream);
            if (!image.HasMetadata)
            {
                return null;
            }

            MetadataReader metadata = image.GetMetadataReader();
            return !metadata.IsAssembly ? null : new AssemblyNode(
                metadata.GetString(metadata.GetAssemblyDefinition().Name),
                resolved,
                [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))],
                RootReferences.Exist(metadata));
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>The inputs that are deployed with it: they lie beside an assembly wherever it does.</summary>
    internal IReadOnlyList<InputFile> Inputs()
    {
        string folder = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, ImagingInputs.DeployedFolder, Name);
        return !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => new InputFile(System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'), file))
                .OrderBy(static input => input.Name, StringComparer.Ordinal),
        ];
    }
}
