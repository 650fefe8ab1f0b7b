using Imaging.Format;
using Imaging.Serializer.Tests.Reading;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>Structures that no single word forges, and those that recursion would follow too far.</summary>
[TestClass]
public sealed class ForgedStructureTests
{
    private const string Source = """
        public interface IThing { }
        public class A : IThing { public long X; public virtual string Name() => "A" + X; }
        public class B : IThing { public long X; }
        public sealed class Holder { public A[] Many; public B One; public object[] Objects; public IThing[] Things; public Type Kind; }

        public static class Roots
        {
            public static readonly ImageRoot<Holder> Root = new(() => new Holder
            {
                Many = [new A { X = 1 }, new A { X = 2 }, new A { X = 3 }, new A { X = 4 }],
                One = new B { X = 5 },
                Objects = [string.Concat("obj", "ect")],
                Things = [new B { X = 6 }],
                Kind = typeof(A[]),
            });

            public static readonly ImageRoot<byte[]> Padding = new(() => new byte[100_000]);

            public static string Describe()
            {
                Holder holder = Root.Value;
                for (int i = 0; i < 3; i++) GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                return string.Join(' ', holder.Many.Select(a => a.Name())) + " " + holder.One.X + " " + holder.Objects[0] + " " + ((B)holder.Things[0]).X;
            }
        }
        """;

    private const string Value = "A1 A2 A3 A4 5 object 6";

    [TestMethod]
    public async Task Const_runs_that_overlap_are_rejected()
    {
        using TestPackage package = Make();
        var patch = new ImagePatch(package.ImagePath);
        Span<RawConstRun> runs = patch.Table<RawConstRun>(SectionKind.ConstRuns);
        int many = IndexOf(runs, static run => run is { Count: 4, Length: 96 });
        int both = IndexOf(runs, static run => run is { Count: 2, Length: 48 });

        // The last two As would be the Bs too: a virtual call on it would go through the wrong table.
        ulong before = runs[both].Offset;
        runs[both].Offset = runs[many].Offset + 48;
        for (ulong at = 0; at < 48; at += 24)
        {
            Replace(patch, ReferenceWord.Encode(ReferenceTag.Const, before + at), ReferenceWord.Encode(ReferenceTag.Const, runs[both].Offset + at));
        }

        patch.Save();

        await RootReading.IsBuiltAsync(package, "Roots.Describe()", Value, "Roots.Root", "the image is damaged");
    }

    [TestMethod]
    public async Task Main_runs_that_overlap_are_rejected()
    {
        using TestPackage package = Make();
        var patch = new ImagePatch(package.ImagePath);
        Span<RawMainRun> runs = patch.Table<RawMainRun>(SectionKind.MainRuns);
        int first = IndexOf(runs, static run => run is { Kind: MainRunKind.Arrays, Count: 1, Length: 16 });
        int second = first + 1;
        Assert.IsTrue(runs[second] is { Kind: MainRunKind.Arrays, Count: 1, Length: 16 });

        // The first array's element is at once the second array's length: decoding the element in place would change the length.
        runs[second].Offset = runs[first].Offset + 8;
        patch.Table<ulong>(SectionKind.Main)[(int)(runs[second].Offset / 8)] = ReferenceWord.Encode(ReferenceTag.Const, 0).Bits;
        patch.Save();

        await RootReading.IsBuiltAsync(package, "Roots.Describe()", Value, "Roots.Root", "the image is damaged");
    }

    [TestMethod]
    public async Task Recipes_nested_without_end_are_rejected()
    {
        using TestPackage package = Make();
        var patch = new ImagePatch(package.ImagePath);
        var types = new List<RawType>(patch.Table<RawType>(SectionKind.Types).ToArray());
        uint before = KindOf(patch);
        for (int i = 0; i < 200_000; i++)
        {
            types.Add(new RawType { Recipe = TypeRecipe.Vector, Of = (uint)types.Count - 1 });
        }

        Replace(patch, ReferenceWord.Encode(ReferenceTag.Type, before), ReferenceWord.Encode(ReferenceTag.Type, (ulong)types.Count - 1));
        Write(package, patch, types);

        await RootReading.IsBuiltAsync(package, "Roots.Describe()", Value, "Roots.Root", "");
    }

    [TestMethod]
    public async Task Long_chain_of_delegates_is_restored_or_refused_but_ends_no_process()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<Func<int, int>> Chain = new(() =>
                {
                    Func<int, int> chain = Start;
                    for (int i = 0; i < 100_000; i++) chain = new Func<int, int>(chain.Invoke);
                    return chain;
                });

                private static int Start(int value) => value + 1;
            }
            """);
        SerializeResult result = package.Serialize();
        if (!result.ImageWritten)
        {
            return;
        }

        // Calling through all of it would itself overflow the stack.
        ProgramResult run = await package.RunAsync("Console.Write(Roots.Chain.Value.Method.Name);", "auto");

        Assert.AreEqual("Invoke", run.Text());
    }

    [TestMethod]
    public async Task Delegate_of_a_type_without_its_arguments_is_rejected()
    {
        using var package = TestPackage.Compile("""
            public delegate string Answer<T>();
            public sealed class Bell { public Delegate Rings; public static string Ring() => "rings"; }

            public static class Roots
            {
                public static readonly ImageRoot<Bell> Root = new(() => new Bell { Rings = new Answer<int>(Bell.Ring) });
            }
            """);
        package.SerializeAll();
        await RootReading.IsRestoredAsync(package, "Roots.Root.Value.Rings.DynamicInvoke()", "rings", "Roots.Root");

        var patch = new ImagePatch(package.ImagePath);
        ref RawDelegate recipe = ref patch.Table<RawDelegate>(SectionKind.Delegates)[0];
        recipe.Type = patch.Table<RawType>(SectionKind.Types)[(int)recipe.Type].Of;
        patch.Save();

        await RootReading.IsBuiltAsync(package, "Roots.Root.Value.Rings.DynamicInvoke()", "rings", "Roots.Root", "the image is damaged: a delegate of the type Answer`1[T]");
    }

    private static TestPackage Make()
    {
        var package = TestPackage.Compile(Source);
        package.SerializeAll();
        return package;
    }

    /// <summary>The recipe that the only reference to a type refers to.</summary>
    private static uint KindOf(ImagePatch patch)
    {
        foreach (ulong bits in patch.Table<ulong>(SectionKind.Main))
        {
            var word = new ReferenceWord(bits);
            if (word.Tag == ReferenceTag.Type && word.Payload < (ulong)patch.Table<RawType>(SectionKind.Types).Length)
            {
                return (uint)word.Payload;
            }
        }

        throw new AssertFailedException("the image refers to no type");
    }

    private static void Replace(ImagePatch patch, ReferenceWord from, ReferenceWord to)
    {
        Span<ulong> words = patch.Table<ulong>(SectionKind.Main);
        int at = words.IndexOf(from.Bits);
        Assert.IsTrue(at >= 0 && words[(at + 1)..].IndexOf(from.Bits) < 0, "the word does not stand there once");
        words[at] = to.Bits;
    }

    private static void Write(TestPackage package, ImagePatch patch, IEnumerable<RawType> types)
    {
        var writer = new ImageWriter();
        for (SectionKind kind = 0; kind <= SectionKind.Const; kind++)
        {
            writer.Set(kind, patch.Section(kind).ToArray());
        }

        writer.Set(SectionKind.Types, types.ToArray());
        using FileStream file = File.Create(package.ImagePath);
        writer.Write(file);
    }

    private static int IndexOf<T>(Span<T> records, Predicate<T> condition)
    {
        for (int i = 0; i < records.Length; i++)
        {
            if (condition(records[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
