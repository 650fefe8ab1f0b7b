using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Imaging.Format;
using Imaging.Restore;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>An image that is read while other things go on.</summary>
[TestClass]
public sealed class ImageReadingTests
{
    [TestMethod]
    public void Reading_keeps_what_it_looks_at_when_the_context_is_unloaded()
    {
        using var package = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<byte[]> A = new(() => new byte[3 << 20]); public static readonly ImageRoot<byte[]> B = new(() => new byte[1 << 20]); }");
        package.SerializeAll();
        (ImageReading reading, WeakReference head) = Begin(package.AssemblyPath);
        for (int i = 0; i < 5; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.IsTrue(head.IsAlive);
        reading.Finish();
    }

    [TestMethod]
    public async Task Units_may_be_restored_at_once()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<string[]> A = new(() => Make("a"));
                public static readonly ImageRoot<string[]> B = new(() => Make("b"));
                public static readonly ImageRoot<Dictionary<string, object>> C = new(() => Make("c").Distinct().ToDictionary(text => text, text => (object)(text + text)));

                public static string[] Make(string text) => Enumerable.Range(0, 150_000).Select(i => text + i).ToArray();
            }
            """);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync("""
            var barrier = new Barrier(6);
            Func<object>[] roots = [() => Roots.A.Value, () => Roots.B.Value, () => Roots.C.Value["c7"], () => Roots.C.Value, () => Roots.B.Value, () => Roots.A.Value];
            var threads = roots.Select(root => new Thread(() => { barrier.SignalAndWait(); root(); })).ToArray();
            foreach (var thread in threads) thread.Start();
            foreach (var thread in threads) thread.Join();
            bool isRight = Roots.A.Value.SequenceEqual(Roots.Make("a")) && Roots.B.Value.SequenceEqual(Roots.Make("b")) && Roots.Make("c").All(text => (string)Roots.C.Value[text] == text + text);
            Console.Write(isRight + " " + PackageImage.Decisions.Count(decision => decision.FromImage));
            """);

        Assert.AreEqual("True 3", result.Text());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Load_contexts_are_asked_on_the_restoring_thread(bool isLocked)
    {
        using var package = TestPackage.Compile("""
            public struct Entry { public int Number; public IEnumerable<string> Any; public SortedSet<string> Set; }
            public sealed class Holder { public Entry[] Entries; public Dictionary<Key, int> Table; }
            public readonly record struct Key(int Number, string Name);
            public static class Roots
            {
                public static readonly ImageRoot<Holder> A = new(() =>
                {
                    var set = new SortedSet<string>(StringComparer.Ordinal) { "a" + 1 };
                    var holder = new Holder { Entries = Enumerable.Range(0, 400_000).Select(i => new Entry { Number = i, Set = set }).ToArray(), Table = new() };
                    for (int i = 0; i < 60_000; i++) holder.Table.Add(new Key(i, "key " + i), i);
                    return holder;
                });

                public static string Read() => A.Value.Entries.Length + " " + PackageImage.Decisions[0].FromImage;
            }
            """);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync($$"""
            object gate = new();
            var asked = new List<string>();
            var context = new Context(() =>
            {
                lock (asked) asked.Add(Thread.CurrentThread.Name);
                if ({{(isLocked ? "true" : "false")}}) lock (gate) { }
            });
            string result = "hangs";
            var thread = new Thread(() =>
            {
                lock (gate)
                {
                    var roots = context.LoadFromAssemblyPath(System.IO.Path.Combine(AppContext.BaseDirectory, "P.dll")).GetType("Roots");
                    result = (string)roots.GetMethod("Read").Invoke(null, null);
                }
            }) { IsBackground = true, Name = "restoring" };
            thread.Start();
            thread.Join(20_000);
            lock (asked) Console.Write(result + " " + string.Join(", ", asked.Distinct()));
            Console.Out.Flush();
            Environment.Exit(0);

            sealed class Context(Action loading) : System.Runtime.Loader.AssemblyLoadContext
            {
                protected override System.Reflection.Assembly Load(System.Reflection.AssemblyName name) { loading(); return null; }
            }
            """);

        Assert.AreEqual("400000 True restoring", result.Text());
    }

    [TestMethod]
    public async Task Pieces_of_small_arrays_are_rejected()
    {
        const uint Count = 20_000;
        using var package = TestPackage.Compile($"public static class Roots {{ public static readonly ImageRoot<object[][]> A = new(() => Enumerable.Range(0, {Count}).Select(i => new object[] {{ typeof(string) }}).ToArray()); }}");
        package.SerializeAll();
        var patch = new ImagePatch(package.ImagePath);
        var pieces = new List<RawPiece>();
        foreach (ref RawMainRun run in patch.Table<RawMainRun>(SectionKind.MainRuns))
        {
            for (ulong i = 0; run is { Kind: MainRunKind.Arrays, Count: Count } && i < Count; i++)
            {
                ulong elements = run.Offset + (i * 16) + 8;
                pieces.Add(new RawPiece { End = elements });
                pieces.Add(new RawPiece { End = elements + 8, Kind = PieceKind.Elements });
            }
        }

        ulong main = patch.SectionRecord(SectionKind.Main).Offset;
        pieces.AddRange(new[] { patch.SectionRecord(SectionKind.Const).Offset - main, patch.Header.FileLength - main }.Where(end => end > pieces[^1].End).Distinct().Select(static end => new RawPiece { End = end }));
        File.WriteAllBytes(package.ImagePath, WithPieces(File.ReadAllBytes(package.ImagePath), [.. pieces]));
        new ImagePatch(package.ImagePath).Save();

        string text = (await package.PrintAsync("Roots.A.Value.Length + \" \" + PackageImage.Decisions[0].FromImage + \" \" + PackageImage.Decisions[0].Reason", "auto")).Text();
        Assert.StartsWith($"{Count} False ", text);
        Assert.Contains("damaged", text);
    }

    [TestMethod]
    public async Task Piece_of_two_sections_is_rejected_and_found()
    {
        using var package = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<object[]> A = new(() => new object[] { new byte[100] }); }");
        package.SerializeAll();
        var patch = new ImagePatch(package.ImagePath);
        patch.Table<RawPiece>(SectionKind.Pieces)[0].End += 8;
        patch.Save();

        Assert.AreEqual("1 the image is damaged: piece 0", (await package.PrintAsync("Roots.A.Value.Length + \" \" + PackageImage.Decisions[0].Reason", "auto")).Text());
        Assert.Contains("both sections", string.Join(' ', ImageVerifier.Verify(package.ImagePath).Select(static finding => finding.Message)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (ImageReading Reading, WeakReference Head) Begin(string path)
    {
        var context = new AssemblyLoadContext("unloaded", isCollectible: true);
        Assembly assembly = context.LoadFromAssemblyPath(path);
        ImageFile file = ImageFile.TryRead(assembly)!;
        var reading = new ImageReading(file.Pieces, new ConstObjects(file, mayFreeze: false));
        context.Unload();
        return (reading, new WeakReference(file.Head));
    }

    private static unsafe byte[] WithPieces(byte[] image, RawPiece[] pieces)
    {
        ReadOnlySpan<byte> table = MemoryMarshal.AsBytes(pieces.AsSpan());
        Span<RawSection> old = MemoryMarshal.Cast<byte, RawSection>(image.AsSpan(sizeof(RawHeader)));
        int start = (int)old[(int)SectionKind.Pieces].Offset;
        int main = (int)old[(int)SectionKind.Main].Offset;
        byte[] forged = [.. image.AsSpan(0, start), .. table, .. image.AsSpan(main)];
        Span<RawSection> sections = MemoryMarshal.Cast<byte, RawSection>(forged.AsSpan(sizeof(RawHeader)));
        sections[(int)SectionKind.Pieces].Length = (ulong)table.Length;
        sections[(int)SectionKind.Main].Offset += (ulong)(forged.Length - image.Length);
        sections[(int)SectionKind.Const].Offset += (ulong)(forged.Length - image.Length);
        MemoryMarshal.AsRef<RawHeader>(forged.AsSpan()).FileLength = (ulong)forged.Length;
        return forged;
    }
}
