using System.Reflection;

namespace Imaging.Identity;

/// <summary>Names and members, read from the metadata of loaded assemblies.</summary>
[TestClass]
public sealed class LoadedMetadataTests
{
    private const BindingFlags Declared =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<object[]> Assemblies =>
        new[] { typeof(object), typeof(Enumerable), typeof(LoadedMetadataTests), typeof(ImageDecision) }.Select(static type => new object[] { type.Assembly });

    [TestMethod]
    [DynamicData(nameof(Assemblies))]
    public void Names_are_those_of_reflection(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes())
        {
            Assert.AreEqual(type.Name, LoadedMetadata.Of(assembly).Name(type.MetadataToken).ToString());
            foreach (FieldInfo field in type.GetFields(Declared))
            {
                Assert.AreEqual(field.Name, LoadedMetadata.Of(assembly).Name(field.MetadataToken).ToString());
            }

            foreach (MethodInfo method in type.GetMethods(Declared))
            {
                Assert.AreEqual(method.Name, LoadedMetadata.Of(assembly).Name(method.MetadataToken).ToString());
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Assemblies))]
    public void Fields_are_found_in_their_type_alone(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes())
        {
            foreach (FieldInfo field in type.GetFields(Declared))
            {
                Assert.AreEqual(field.MetadataToken, LoadedMetadata.Of(assembly).FindField(type.MetadataToken, field.Name));
            }

            Assert.AreEqual(0, LoadedMetadata.Of(assembly).FindField(type.MetadataToken, "no such field"));
        }
    }

    [TestMethod]
    public void Methods_are_found_by_signature()
    {
        LoadedMetadata metadata = LoadedMetadata.Of(typeof(Overloads).Assembly);
        int token = typeof(Overloads).MetadataToken;

        Assert.AreEqual(typeof(Overloads).GetMethod("Of", [typeof(nint)])!.MetadataToken, metadata.FindMethod(token, "Of", [0, 1, 0x01, 0x18]));
        Assert.AreEqual(typeof(Overloads).GetMethod("Of", [typeof(int)])!.MetadataToken, metadata.FindMethod(token, "Of", [0, 1, 0x01, 0x08]));
        Assert.AreEqual(0, metadata.FindMethod(token, "Of", [0, 1, 0x01, 0x0A]));
        Assert.AreEqual(0, metadata.FindMethod(token, "Off", [0, 1, 0x01, 0x08]));
    }

    [TestMethod]
    public void Assembly_that_is_being_emitted_has_none()
    {
        var emitted = System.Reflection.Emit.AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Emitted"), System.Reflection.Emit.AssemblyBuilderAccess.Run);

        Assert.ThrowsExactly<BadImageFormatException>(() => LoadedMetadata.Of(emitted));
    }

    private static class Overloads
    {
        public static void Of(int value) => _ = value;

        public static void Of(nint value) => _ = value;
    }
}
