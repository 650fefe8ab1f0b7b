using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Imaging.Tasks;

internal static class RootScan
{
    // Every root is a field of type ImageRoot<T>, written by the user or by the generator: without that type there is none.
    public static bool UsesRoots(string assemblyPath)
    {
        using var image = new PEReader(File.OpenRead(assemblyPath));
        MetadataReader metadata = image.GetMetadataReader();
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            TypeReference type = metadata.GetTypeReference(handle);
            if (metadata.StringComparer.Equals(type.Name, "ImageRoot`1") && metadata.StringComparer.Equals(type.Namespace, "Imaging"))
            {
                return true;
            }
        }

        return false;
    }
}
