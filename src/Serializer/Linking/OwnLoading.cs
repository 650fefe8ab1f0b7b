using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Imaging.Serializer.Linking;

/// <summary>Tells whether an app's code may load assemblies that the link does not know, as hosts of plug-ins do: these may have images too.</summary>
internal static class OwnLoading
{
    private const string LoadContext = "AssemblyLoadContext";
    private const string Assembly = "Assembly";
    private static readonly string[] s_loads = ["LoadFrom", "LoadFile", "UnsafeLoadFrom", "LoadWithPartialName"];

    /// <param name="assemblies">Paths of the app's assemblies outside the framework.</param>
    internal static bool IsPossibleIn(IEnumerable<string> assemblies) => assemblies.Any(IsPossibleIn);

    private static bool IsPossibleIn(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        try
        {
            return image.HasMetadata && Loads(image.GetMetadataReader());
        }
        catch (BadImageFormatException)
        {
            // What no program can load loads nothing.
            return false;
        }
    }

    private static bool Loads(MetadataReader metadata) =>
        metadata.TypeReferences.Any(type => metadata.StringComparer.Equals(metadata.GetTypeReference(type).Name, LoadContext))
        || metadata.MemberReferences.Select(metadata.GetMemberReference).Any(member => IsLoad(metadata, member));

    private static bool IsLoad(MetadataReader metadata, in MemberReference member) =>
        member.Parent.Kind == HandleKind.TypeReference
        && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name, Assembly)
        && s_loads.Contains(metadata.GetString(member.Name));
}
