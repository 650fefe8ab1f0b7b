namespace Imaging.Serializer.Tests.Graphs;

/// <summary>Which fields are roots.</summary>
[TestClass]
public sealed class RootDiscoveryTests
{
    [TestMethod]
    public async Task Field_that_nothing_changes_is_a_root_and_others_are_named()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<int[]> Final = new(() => [1]);
                internal static ImageRoot<int[]> Settled = new(() => [2]);
                private static ImageRoot<int[]> Late = new(() => [3]);
                private static ImageRoot<int[]> ByReference = new(() => [4]);
                public static ImageRoot<int[]> Public = new(() => [5]);
                private static ImageRoot<int[]> Unset;
                public static int Sum => Settled.Value[0] + Late.Value[0];
                public static void Change() { Late = new(() => [6]); Unset = Late; Change(ref ByReference); }
                private static void Change(ref ImageRoot<int[]> root) => root = Late;
            }

            public static class OfType<T> { public static readonly ImageRoot<T> Generic = new(() => default); }
            """);

        SerializeResult result = package.Serialize();

        Assert.AreEqual("Roots.Final Roots.Settled", string.Join(' ', result.Roots.Where(static root => root.Captured).Select(static root => root.Root)));
        Assert.AreEqual(
            """
            IMG2019 P: the ImageRoot in the field Roots.Late keeps its builder, and the image does not know it: other code than an initializer can change it; declare it static readonly, in F# as a let binding or a static member val that is not mutable.
            IMG2019 P: the ImageRoot in the field Roots.ByReference keeps its builder, and the image does not know it: other code than an initializer can change it; declare it static readonly, in F# as a let binding or a static member val that is not mutable.
            IMG2019 P: the ImageRoot in the field Roots.Public keeps its builder, and the image does not know it: other code than an initializer can change it; declare it static readonly, in F# as a let binding or a static member val that is not mutable.
            IMG2019 P: the ImageRoot in the field Roots.Unset keeps its builder, and the image does not know it: other code than an initializer can change it; declare it static readonly, in F# as a let binding or a static member val that is not mutable.
            IMG2019 P: the ImageRoot in the field OfType`1[T].Generic keeps its builder, and the image does not know it: its type is generic, so there is one for each type argument; declare it in a type that is not.
            """,
            string.Join(Environment.NewLine, result.Diagnostics.Select(static said => $"{said.Code} {said.Message}")));
        Assert.AreEqual("5 image", (await package.PrintAsync(
            "$\"{Roots.Sum} {(PackageImage.Decisions.Single(decision => decision.Root == \"Roots.Settled\").FromImage ? \"image\" : \"builder\")}\"", "auto")).Text());
    }

    [TestMethod]
    public void Package_whose_only_root_is_not_set_is_told_so_and_has_no_image()
    {
        using var package = TestPackage.Compile("public static class Roots { private static readonly ImageRoot<int[]> Never; public static int Sum => Never.Value.Sum(); }");

        SerializeResult result = package.Serialize();

        Assert.AreEqual("P: the ImageRoot in the field Roots.Never keeps its builder, and the image does not know it: no initializer sets it; create the ImageRoot where the field is declared.", result.Diagnostics.Single().Message);
        Assert.IsFalse(result.ImageWritten);
    }

    [TestMethod]
    public async Task Types_whose_bases_and_fields_are_not_deployed_hinder_no_root()
    {
        using var host = TestPackage.Compile("public class PlugIn { } public static class Host { }", "Host");
        using var package = TestPackage.Compile(
            """
            public sealed class Task : PlugIn { static readonly ImageRoot<int[]> s_hidden = new(() => [0]); }
            public static class Roots { public static PlugIn Host; public static readonly ImageRoot<int[]> Numbers = new(() => [1, 2]); }
            """,
            "P",
            host);
        File.Delete(Path.Combine(package.Directory, "Host.dll"));

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        Assert.IsTrue(result.Verified && result.Roots.Single() is { Root: "Roots.Numbers", Captured: true, RestoreProblem: null }, string.Join('\n', result.Diagnostics));
        Assert.AreEqual("2", (await package.PrintAsync("Roots.Numbers.Value[1]")).Text());
    }
}
