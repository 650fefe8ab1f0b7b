using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>Module version ids, which a comment changes where the compiler writes symbols, and a weaver may keep.</summary>
internal static class ModuleVersion
{
    internal static Guid Of(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(assembly));
        MetadataReader metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    internal static void Set(string assembly, Guid id)
    {
        Overwrite(assembly, Of(assembly).ToByteArray(), id.ToByteArray());
        Assert.AreEqual(id, Of(assembly));
    }

    /// <summary>Overwrites bytes that stand in a file once.</summary>
    internal static void Overwrite(string path, byte[] from, byte[] to)
    {
        byte[] file = File.ReadAllBytes(path);
        int at = file.AsSpan().IndexOf(from);
        Assert.IsTrue(at > 0 && file.AsSpan(at + 1).IndexOf(from) < 0, "the bytes do not stand there once");
        to.CopyTo(file, at);
        File.WriteAllBytes(path, file);
    }
}
