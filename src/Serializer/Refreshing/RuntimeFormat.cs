using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Imaging.Format;

namespace Imaging.Serializer.Refreshing;

/// <summary>The format of the images that an Imaging.Runtime reads, told from its metadata without loading it.</summary>
internal static class RuntimeFormat
{
    /// <returns><see langword="null"/> where it cannot be told.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static uint? Of(string path)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(path));
            return image.HasMetadata ? Of(image.GetMetadataReader()) : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    private static uint? Of(MetadataReader metadata)
    {
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            if (!metadata.StringComparer.Equals(type.Name, nameof(ImageFormat)) || !metadata.StringComparer.Equals(type.Namespace, typeof(ImageFormat).Namespace!))
            {
                continue;
            }

            foreach (FieldDefinition field in type.GetFields().Select(metadata.GetFieldDefinition))
            {
                if (metadata.StringComparer.Equals(field.Name, nameof(ImageFormat.Version)) && !field.GetDefaultValue().IsNil)
                {
                    Constant version = metadata.GetConstant(field.GetDefaultValue());
                    return version.TypeCode == ConstantTypeCode.UInt32 ? metadata.GetBlobReader(version.Value).ReadUInt32() : null;
                }
            }
        }

        return null;
    }
}
