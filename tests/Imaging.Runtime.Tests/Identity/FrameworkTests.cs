using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Imaging.Identity;

[TestClass]
public sealed class FrameworkTests
{
    [TestMethod]
    public void Facts_of_every_managed_file_are_those_that_System_Reflection_Metadata_finds()
    {
        int managed = 0;
        foreach (string path in Directory.GetFiles(TestInputs.FrameworkDirectory, "*.dll").Append(TestInputs.NodaTime))
        {
            using var reader = new PEReader(File.OpenRead(path));
            if (!reader.HasMetadata)
            {
                continue;
            }

            MetadataReader metadata = reader.GetMetadataReader();
            AssemblyDefinition definition = metadata.GetAssemblyDefinition();
            AssemblyFacts facts = AssemblyFacts.Read(path);
            Assert.AreEqual(metadata.GetString(definition.Name), facts.Name);
            Assert.AreEqual(definition.Version.ToString(), facts.Version);
            Assert.AreEqual(metadata.GetGuid(metadata.GetModuleDefinition().Mvid), facts.Mvid);
            Assert.AreEqual(facts.Checksum, CanonicalCode.Checksum(File.ReadAllBytes(path)));
            managed++;
        }

        Assert.IsGreaterThan(100, managed);
    }

    [TestMethod]
    public void Native_libraries_are_rejected()
    {
        string[] native = [.. Directory.GetFiles(TestInputs.FrameworkDirectory).Where(IsNativeLibrary)];
        Assert.IsNotEmpty(native);
        foreach (string path in native)
        {
            Assert.ThrowsExactly<BadImageFormatException>(() => CanonicalCode.Checksum(File.ReadAllBytes(path)), path);
        }
    }

    private static bool IsNativeLibrary(string path)
    {
        if (Path.GetExtension(path) is ".so" or ".dylib")
        {
            return true;
        }

        using FileStream file = File.OpenRead(path);
        return Path.GetExtension(path) == ".dll" && !new PEReader(file).HasMetadata;
    }
}
