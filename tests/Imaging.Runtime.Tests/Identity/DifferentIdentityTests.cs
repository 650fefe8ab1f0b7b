using System.Text;
using Mono.Cecil;

namespace Imaging.Identity;

[TestClass]
public sealed class DifferentIdentityTests
{
    [TestMethod]
    [DataRow("0x12345678", "0x12345679", DisplayName = "constant in a body")]
    [DataRow("literal text", "Literal text", DisplayName = "string literal")]
    [DataRow("constant text", "Constant text", DisplayName = "constant")]
    [DataRow("attribute text", "Attribute text", DisplayName = "value of an attribute")]
    [DataRow("[Obsolete(", "[System.ComponentModel.Description(", DisplayName = "type of an attribute")]
    [DataRow("13, 17, 19 }", "13, 17, 23 }", DisplayName = "initial data of an array")]
    [DataRow("public long A;", "public long A; [FieldOffset(4)] private int _added;", DisplayName = "added field")]
    [DataRow("Size = 16", "Size = 24", DisplayName = "layout of a type")]
    [DataRow("\"entry\"", "\"other\"", DisplayName = "entry point of a native method")]
    [DataRow("catch (FormatException)", "catch (ArithmeticException)", DisplayName = "type of a caught exception")]
    [DataRow("where T : struct", "where T : unmanaged", DisplayName = "generic constraint")]
    [DataRow("AssemblyVersion(\"1.2.3.4\")", "AssemblyVersion(\"1.2.3.5\")", DisplayName = "assembly version")]
    [DataRow("public int Number()", "internal int Number()", DisplayName = "visibility")]
    public void Code_counts(string old, string replacement)
    {
        string changed = TestCompiler.Sample.Replace(old, replacement);
        Assert.AreNotEqual(TestCompiler.Sample, changed);
        AssertDifferent(TestCompiler.Compile(TestCompiler.Sample), TestCompiler.Compile(changed));
    }

    [TestMethod]
    [DataRow("/src/Sample.cs", "Other", DisplayName = "type")]
    [DataRow("/src/Other.cs", "Hidden", DisplayName = "file")]
    public void Name_of_a_file_local_type_and_of_its_file_counts(string path, string name) =>
        AssertDifferent(
            TestCompiler.Compile("file class Hidden { } public class Open { public object Make() => new Hidden(); }"),
            TestCompiler.Compile($"file class {name} {{ }} public class Open {{ public object Make() => new {name}(); }}", path: path));

    [TestMethod]
    public void Version_of_a_reference_counts()
    {
        const string Library = "[assembly: System.Reflection.AssemblyVersion(\"{0}\")] public class Referenced {{ }}";
        const string Source = "public class User : Referenced { }";
        byte[] first = TestCompiler.Compile(string.Format(null, Library, "1.0.0.0"), name: "Library");
        byte[] second = TestCompiler.Compile(string.Format(null, Library, "2.0.0.0"), name: "Library");
        AssertDifferent(TestCompiler.Compile(Source, references: first), TestCompiler.Compile(Source, references: second));
    }

    [TestMethod]
    public void Resource_counts() =>
        AssertDifferent(
            TestCompiler.Compile(TestCompiler.Sample, resource: Encoding.ASCII.GetBytes("resource of old")),
            TestCompiler.Compile(TestCompiler.Sample, resource: Encoding.ASCII.GetBytes("resource of new")));

    [TestMethod]
    public void Byte_of_a_resource_patched_in_place_counts()
    {
        byte[] original = TestCompiler.Compile(TestCompiler.Sample, resource: Encoding.ASCII.GetBytes("resource of old"));
        AssertDifferentWithSameMvid(original, Patch.Replace(original, "resource of old"u8, "resource of new"u8));
    }

    [TestMethod]
    public void Byte_of_il_patched_in_place_counts()
    {
        const byte LdcI4 = 0x20;
        byte[] original = TestCompiler.Compile(TestCompiler.Sample);
        AssertDifferentWithSameMvid(
            original,
            Patch.Replace(original, [LdcI4, 0x78, 0x56, 0x34, 0x12], [LdcI4, 0x78, 0x56, 0x34, 0x13]));
    }

    [TestMethod]
    public void Byte_of_field_data_patched_in_place_counts()
    {
        byte[] original = TestCompiler.Compile(TestCompiler.Sample);
        AssertDifferentWithSameMvid(original, Patch.Replace(original, [17, 0, 0, 0, 19, 0, 0, 0], [17, 0, 0, 0, 23, 0, 0, 0]));
    }

    [TestMethod]
    public void User_string_patched_in_place_counts()
    {
        byte[] original = TestCompiler.Compile(TestCompiler.Sample);
        AssertDifferentWithSameMvid(
            original,
            Patch.Replace(original, Encoding.Unicode.GetBytes("literal text"), Encoding.Unicode.GetBytes("Literal text")));
    }

    [TestMethod]
    public void Length_of_an_exception_clause_patched_in_place_counts()
    {
        byte[] original = TestCompiler.Compile(TestCompiler.Sample);
        using ModuleDefinition module = ModuleDefinition.ReadModule(new MemoryStream(original));
        MethodDefinition method = module.GetType("Sample.Shapes`1").Methods.Single(m => m.Name == "Guarded");
        Mono.Cecil.Cil.ExceptionHandler handler = method.Body.ExceptionHandlers.First();
        byte tryStart = (byte)handler.TryStart.Offset;
        byte tryLength = (byte)(handler.TryEnd.Offset - tryStart);
        byte[] clause = [0, 0, tryStart, 0, tryLength, (byte)handler.HandlerStart.Offset, 0];
        byte[] shorter = [0, 0, tryStart, 0, (byte)(tryLength - 1), (byte)handler.HandlerStart.Offset, 0];
        AssertDifferentWithSameMvid(original, Patch.Replace(original, clause, shorter));
    }

    [TestMethod]
    public void Field_added_by_a_weaver_that_keeps_the_mvid_counts()
    {
        byte[] original = Weaver.Rewrite(TestCompiler.Compile(TestCompiler.Sample), _ => { });
        byte[] woven = Weaver.Rewrite(original, module =>
            module.GetType("Sample.Overlaid").Fields.Add(new FieldDefinition("added", FieldAttributes.Static, module.TypeSystem.Int32)));
        AssertDifferentWithSameMvid(original, woven);
    }

    private static void AssertDifferentWithSameMvid(byte[] one, byte[] other)
    {
        Assert.AreEqual(AssemblyFacts.Read(one).Mvid, AssemblyFacts.Read(other).Mvid);
        AssertDifferent(one, other);
    }

    private static void AssertDifferent(byte[] one, byte[] other)
    {
        (CodeIdentity identity, ulong checksum) = CanonicalCode.Identify(one);
        (CodeIdentity otherIdentity, ulong otherChecksum) = CanonicalCode.Identify(other);
        Assert.AreNotEqual(identity, otherIdentity);
        Assert.AreNotEqual(checksum, otherChecksum);
    }
}
