using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Imaging.Serializer.Packages;

/// <summary>Whether an assembly can declare roots at all, told from its metadata without loading it.</summary>
internal static class RootReferences
{
    internal static bool Exist(string assemblyPath)
    {
        using FileStream stream = File.OpenRead(assemblyPath);
        using var image = new PEReader(stream);
        return image.HasMetadata && Exist(image.GetMetadataReader());
    }

    internal static bool Exist(MetadataReader metadata)
    {
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            TypeReference reference = metadata.GetTypeReference(handle);
            if (metadata.StringComparer.Equals(reference.Name, "ImageRoot`1") && metadata.StringComparer.Equals(reference.Namespace, "Imaging"))
            {
                return true;
            }
        }

        return false;
    }
}
