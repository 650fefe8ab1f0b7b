namespace Imaging.Serializer.Tests.Externals;

/// <summary>What a capture makes of roots of other packages.</summary>
[TestClass]
public sealed class LinkedCaptureTests
{
    private const string Lib = """
        public sealed class Box { public List<string> Items = []; public Dictionary<string, int> Counts = new() { ["a" + 1] = 1 }; public string Cached; }
        public static class Lib
        {
            public static readonly ImageRoot<Box> Box = new(() => new Box { Items = ["x" + 1, "y" + 2] });
            public static readonly ImageRoot<Box> Other = new(() => new Box { Items = ["z" + 1] });
        }
        """;

    [TestMethod]
    [DataRow("Lib.Box.Value.Items.Add(\"more\")", "Lib.Box.Items._size")]
    [DataRow("Lib.Box.Value.Items[0] = \"other\"", "Lib.Box.Items._version")]
    [DataRow("Lib.Box.Value.Counts[\"a1\"] = 2", "Lib.Box.Counts._entries[0].value")]
    [DataRow("Lib.Box.Value.Cached = \"now\"", "Lib.Box.Cached")]
    public void Builder_that_changes_a_dependencys_object_is_refused(string change, string place)
    {
        using var lib = TestPackage.Compile(Lib, "Lib");
        lib.SerializeAll();
        using var app = TestPackage.Compile($$"""
            public static class Roots
            {
                public static readonly ImageRoot<string> Before = new(() => Lib.Box.Value.Items[0] + "!");
                public static readonly ImageRoot<object[]> Changing = new(() => { {{change}}; return [1]; });
                public static readonly ImageRoot<string> After = new(() => Lib.Box.Value.Items[0] + "?");
                public static readonly ImageRoot<string> Apart = new(() => "apart" + 1);
            }
            """, "App", lib);

        SerializeResult result = app.Serialize();

        Assert.AreEqual("Roots.Before Roots.Apart", string.Join(' ', result.Roots.Where(static root => root.Captured).Select(static root => root.Root)));
        Assert.AreEqual("IMG2020 IMG2020", string.Join(' ', result.Diagnostics.Select(static diagnostic => diagnostic.Code)));
        string changed = $"changed {place}, which belongs to Lib and would be unchanged in a program that restores both; let builders only read what belongs to other packages.";
        Assert.AreEqual($"App: the root Roots.Changing keeps its builder: its builder {changed}", result.Diagnostics[0].Message);
        Assert.AreEqual($"App: the root Roots.After keeps its builder: it reads a root of Lib, of whose objects the builder of Roots.Changing {changed}", result.Diagnostics[1].Message);
    }

    [TestMethod]
    public async Task Builder_may_use_what_changes_no_meaning()
    {
        using var lib = TestPackage.Compile("""
            using System.Text.RegularExpressions;
            public sealed class Tables
            {
                public Dictionary<string, int> Plain = new() { ["a" + 1] = 1 };
                public SortedDictionary<string, int> Sorted = new(StringComparer.Ordinal) { ["b" + 1] = 2 };
                public ConcurrentDictionary<string, int> Concurrent = new() { ["c" + 1] = 3 };
                public FrozenDictionary<string, int> Frozen = new Dictionary<string, int> { ["d" + 1] = 4 }.ToFrozenDictionary();
                public Regex Pattern = new("^[a-z]+" + 1, RegexOptions.Compiled);
                public Func<int, int> Twice = number => 2 * number;
            }
            public static class Lib { public static readonly ImageRoot<Tables> Tables = new(() => new Tables()); }
            """, "Lib");
        lib.SerializeAll();
        using var app = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<string> Read = new(() =>
                {
                    Tables tables = Lib.Tables.Value;
                    return string.Join(',', tables.Plain.Keys.Concat(tables.Sorted.Keys).Concat(tables.Concurrent.Keys).Concat(tables.Frozen.Keys))
                        + tables.Plain.Values.Sum() + tables.Sorted.Values.Sum() + tables.Pattern.IsMatch("abc1") + tables.Pattern.Match("x1").Value + tables.Twice(4);
                });
                public static readonly ImageRoot<object[]> Held = new(() => [Lib.Tables.Value.Concurrent, Lib.Tables.Value.Frozen, Lib.Tables.Value.Pattern, Lib.Tables.Value.Twice]);
            }
            """, "App", lib);
        app.SerializeAll();

        Assert.AreEqual("a1,b1,c1,d112Truex18True", (await app.PrintAsync("""
            Roots.Read.Value + (ReferenceEquals(Roots.Held.Value[0], Lib.Tables.Value.Concurrent) && ReferenceEquals(Roots.Held.Value[1], Lib.Tables.Value.Frozen)
                && ReferenceEquals(Roots.Held.Value[2], Lib.Tables.Value.Pattern) && ReferenceEquals(Roots.Held.Value[3], Lib.Tables.Value.Twice))
            """)).Text());
    }

    [TestMethod]
    public void Root_without_an_image_is_refused_with_the_reason()
    {
        using var lib = TestPackage.Compile(Lib, "Lib");
        lib.Serialize(static request => request with { Exclude = ["Lib.Box"] });
        using var app = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<object> One = new(() => new object[] { Lib.Box.Value });
                public static readonly ImageRoot<object> Two = new(() => new object[] { Lib.Other.Value });
            }
            """, "App", lib);

        SerializeResult result = app.Serialize();

        Assert.AreEqual(
            "App: the root Roots.One keeps its builder: its builder reads the root Lib.Box of Lib, which has no value in an image of Lib, so its objects would be copied; let Lib have an image that holds it, or read Lib.Box when it is needed instead of in the builder. (Its builder ran here: it was refused at build time: ImagingExclude names it.)",
            result.Diagnostics.Single().Message);
        File.Delete(Path.Combine(app.Directory, "Lib.pkgimg"));
        SerializeResult without = app.Serialize();
        Assert.IsFalse(without.UpToDate);
        Assert.AreEqual("IMG2018 IMG2018", string.Join(' ', without.Diagnostics.Select(static diagnostic => diagnostic.Code)));
        Assert.Contains("(Its builder ran here: there is no image", without.Diagnostics[0].Message);
    }

    [TestMethod]
    public void Image_is_made_again_only_when_a_dependencys_image_that_it_rests_on_is_another()
    {
        using var lib = TestPackage.Compile(Lib, "Lib");
        lib.SerializeAll();
        using var app = TestPackage.Compile("""
            public static class Roots { public static readonly ImageRoot<object> One = new(() => new object[] { Lib.Box.Value }); }
            """, "App", lib);
        using var apart = TestPackage.Compile("""
            public static class Roots { public static readonly ImageRoot<object> One = new(() => new object[] { new Box() }); }
            """, "Apart", lib);
        string first = app.SerializeAll().BuildId!;
        apart.SerializeAll();
        lib.Serialize(static request => request with { Exclude = ["Lib.Other"] });

        foreach (TestPackage package in new[] { app, apart })
        {
            Assert.IsTrue(package.Serialize().UpToDate);
            File.Copy(lib.ImagePath, Path.Combine(package.Directory, "Lib.pkgimg"), overwrite: true);
        }

        Assert.IsTrue(apart.Serialize().UpToDate);
        SerializeResult again = app.Serialize();
        Assert.IsTrue(again.ImageWritten);
        Assert.AreNotEqual(first, again.BuildId);
    }

    [TestMethod]
    public async Task Second_capture_confirms_linked_roots()
    {
        using var lib = TestPackage.Compile(Lib, "Lib");
        Assert.IsTrue(lib.Serialize(static request => request with { Verify = true }).Verified);
        using var app = TestPackage.Compile("""
            public static class Roots { public static readonly ImageRoot<object[]> One = new(() => new object[] { Lib.Box.Value, Lib.Box.Value.Items[0], "own" + 1 }); }
            """, "App", lib);

        SerializeResult result = app.Serialize(static request => request with { Verify = true });

        Assert.IsTrue(result.Verified, string.Join(' ', result.Diagnostics));
        Assert.IsNotNull(result.Roots.Single().RestoreTime, result.Roots.Single().RestoreProblem);
        Assert.AreEqual("True", (await app.PrintAsync("ReferenceEquals(Roots.One.Value[1], Lib.Box.Value.Items[0])")).Text());
    }

    [TestMethod]
    public void Same_content_gives_the_same_bytes_in_any_directory()
    {
        byte[][] images = [.. Enumerable.Range(0, 2).Select(static _ =>
        {
            using var lib = TestPackage.Compile(Lib, "Lib");
            lib.SerializeAll();
            using var app = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<object[]> One = new(() => [Lib.Box.Value, Lib.Other.Value.Counts, Lib.Other.Value.Items[0]]); }", "App", lib);
            app.SerializeAll();
            return File.ReadAllBytes(app.ImagePath);
        })];

        CollectionAssert.AreEqual(images[0], images[1]);
    }
}
