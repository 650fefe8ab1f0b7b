using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Imaging.Serializer.SideEffects;

/// <summary>The names of the members of other assemblies that the code of an assembly refers to.</summary>
internal sealed class MemberNames
{
    private readonly HashSet<string> _names = [];

    internal MemberNames(string assemblyPath)
    {
        using var image = new PEReader(File.OpenRead(assemblyPath));
        MetadataReader metadata = image.GetMetadataReader();
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            _names.Add(metadata.GetString(metadata.GetMemberReference(handle).Name));
        }
    }

    internal bool References(string member) => _names.Contains(member);
}
