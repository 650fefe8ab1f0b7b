using Imaging.Format;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>Large arrays of an image with one unit: their elements are read while they are filled.</summary>
[TestClass]
public sealed class StreamedArrayTests
{
    private const string Source = """
        public struct Entry { public int Number; public string Name; public object Any; public long Last; }

        public sealed class Node { public int Number; }

        public readonly record struct Key(int Number, string Name);

        public sealed class Everything
        {
            public Entry[] Entries;
            public string[] Names;
            public Node[] Nodes;
            public Dictionary<string, int> Table;
            public Dictionary<Key, Node> Keys;
        }

        public static class Roots
        {
            public static readonly ImageRoot<Everything> Root = new(Make);

            public static object AnyOf(int i, Node[] nodes) => (i % 4_999) switch
            {
                1 => nodes[i % 1_000],
                2 => typeof(Node),
                3 => "a literal",
                4 => (Func<int, int>)Twice,
                5 => new[] { i },
                _ => null,
            };

            static int Twice(int number) => 2 * number;

            static Everything Make()
            {
                var shared = new Node[1_000];
                for (int i = 0; i < shared.Length; i++) shared[i] = new Node { Number = i };
                var everything = new Everything { Entries = new Entry[50_001], Names = new string[160_003], Nodes = new Node[150_001], Table = new(), Keys = new() };
                for (int i = 0; i < everything.Entries.Length; i++)
                {
                    everything.Entries[i] = new Entry { Number = i, Name = "entry " + i, Any = AnyOf(i, shared), Last = -i };
                }

                for (int i = 0; i < everything.Names.Length; i++) everything.Names[i] = i % 7 == 0 ? null : "name " + i % 3_000;
                for (int i = 0; i < everything.Nodes.Length; i++) everything.Nodes[i] = shared[i * 7L % 1_000];
                for (int i = 0; i < 60_000; i++) everything.Table.Add("key " + i, i);
                for (int i = 0; i < 60_000; i++) everything.Keys.Add(new Key(i, "key " + i % 100), shared[i % 1_000]);
                return everything;
            }
        }
        """;

    private const string Check = """
        long wrong = 0;
        Everything everything = Roots.Root.Value;
        Node[] nodes = everything.Nodes;
        for (int i = 0; i < 50_001; i++)
        {
            Entry entry = everything.Entries[i];
            bool any = (i % 4_999) switch
            {
                1 => entry.Any is Node node && node.Number == i % 1_000,
                2 => ReferenceEquals(entry.Any, typeof(Node)),
                3 => ReferenceEquals(entry.Any, "a literal"),
                4 => entry.Any is Func<int, int> twice && twice(i) == 2 * i,
                5 => entry.Any is int[] { Length: 1 } array && array[0] == i,
                _ => entry.Any is null,
            };
            if (!any || entry.Number != i || entry.Name != "entry " + i || entry.Last != -i) wrong++;
        }

        for (int i = 0; i < 160_003; i++) if (everything.Names[i] != (i % 7 == 0 ? null : "name " + i % 3_000)) wrong++;
        for (int i = 0; i < 150_001; i++) if (nodes[i].Number != i * 7L % 1_000 || !ReferenceEquals(nodes[i], nodes[i % 1_000])) wrong++;
        for (int i = 0; i < 60_000; i++) if (everything.Table["key " + i] != i) wrong++;
        for (int i = 0; i < 60_000; i++) if (everything.Keys[new Key(i, "key " + i % 100)].Number != i % 1_000) wrong++;
        if (everything.Table.Count != 60_000 || everything.Keys.Count != 60_000) wrong++;
        Console.Write(wrong + " " + PackageImage.Decisions[0].FromImage + " " + (PackageImage.Decisions[0].Reason ?? ""));
        """;

    [TestMethod]
    [DataRow("DOTNET_PROCESSOR_COUNT", "2")]
    [DataRow("DOTNET_PROCESSOR_COUNT", "1")]
    [DataRow("DOTNET_HeapVerify", "1")]
    [DataRow("DOTNET_GCgen0size", "40000")]
    [DataRow("DOTNET_gcServer", "1")]
    public async Task Elements_are_those_of_the_builder(string variable, string value)
    {
        using var package = Serialize();
        Assert.IsGreaterThan(20, ElementPieces(new ImagePatch(package.ImagePath)).Count);

        Assert.AreEqual("0 True", (await RunAsync(package, "required", variable, value)).TrimEnd());
    }

    [TestMethod]
    public async Task Elements_without_frozen_segments_are_those_of_the_builder()
    {
        using var package = Serialize();

        ProgramResult result = await package.RunAsync(Check, "required", runtimeOptions: new Dictionary<string, string> { ["Imaging.FrozenSegments"] = "false" });

        Assert.AreEqual("0 True", result.Text().TrimEnd());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Image_is_closed_once_its_unit_is_restored_or_given_up(bool isSound)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("Open files are listed on Linux alone.");
        }

        using var package = Serialize();
        if (!isSound)
        {
            byte[] image = await File.ReadAllBytesAsync(package.ImagePath);
            image[ElementPieces(new ImagePatch(package.ImagePath))[3].Start] ^= 1;
            await File.WriteAllBytesAsync(package.ImagePath, image);
        }

        ProgramResult result = await package.RunAsync(
            """
            int count = Roots.Root.Value.Names.Length;
            int open = System.IO.Directory.GetFiles("/proc/self/fd").Count(file => System.IO.File.ResolveLinkTarget(file, false)?.Name.EndsWith(".pkgimg") == true);
            Console.Write(count + " " + PackageImage.Decisions[0].FromImage + " " + open);
            """,
            "auto");

        Assert.AreEqual($"160003 {isSound} 0", result.Text());
    }

    [TestMethod]
    public async Task Damaged_elements_are_found()
    {
        using var package = Serialize();
        byte[] image = File.ReadAllBytes(package.ImagePath);
        List<(int Piece, int Start, int End)> pieces = ElementPieces(new ImagePatch(package.ImagePath));
        foreach ((int piece, int start, int end) in pieces.Where((_, index) => index % 5 == 0 || index == pieces.Count - 1))
        {
            int at = start + ((end - start) * 2 / 3);
            image[at] ^= 1;
            File.WriteAllBytes(package.ImagePath, image);
            image[at] ^= 1;

            Assert.AreEqual($"0 False the image is damaged: the content hash of its piece {piece} does not match", await RunAsync(package, "auto"));
        }
    }

    [TestMethod]
    public async Task Elements_that_are_called_objects_are_read_before()
    {
        using var package = Serialize();
        var patch = new ImagePatch(package.ImagePath);
        foreach (ref RawPiece piece in patch.Table<RawPiece>(SectionKind.Pieces))
        {
            piece.Kind = PieceKind.Objects;
        }

        patch.Save();

        Assert.AreEqual("0 True", (await RunAsync(package, "required")).TrimEnd());
    }

    [TestMethod]
    [DataRow("first is called objects")]
    [DataRow("middle is called objects")]
    [DataRow("last is called objects")]
    [DataRow("objects are called elements")]
    [DataRow("const objects are called elements")]
    [DataRow("end inside an element")]
    [DataRow("end before the start")]
    [DataRow("unknown kind")]
    public async Task Forged_pieces_are_rejected(string forged)
    {
        using var package = Serialize();
        var patch = new ImagePatch(package.ImagePath);
        Span<RawPiece> pieces = patch.Table<RawPiece>(SectionKind.Pieces);
        List<(int Piece, int Start, int End)> elements = ElementPieces(patch);
        int first = elements[0].Piece;
        switch (forged)
        {
            case "first is called objects":
                pieces[first].Kind = PieceKind.Objects;
                break;
            case "middle is called objects":
                pieces[first + 1].Kind = PieceKind.Objects;
                break;
            case "last is called objects":
                pieces[elements[^1].Piece].Kind = PieceKind.Objects;
                break;
            case "objects are called elements":
                pieces[first - 1].Kind = PieceKind.Elements;
                break;
            case "const objects are called elements":
                pieces[^1].Kind = PieceKind.Elements;
                break;
            case "end inside an element":
                pieces[first].End += 8;
                break;
            case "end before the start":
                pieces[first].End = pieces[first - 1].End - 8;
                break;
            default:
                pieces[first].Kind = (PieceKind)7;
                break;
        }

        patch.Save();

        string result = await RunAsync(package, "auto");
        Assert.StartsWith("0 False ", result);
        Assert.Contains("damaged", result);
    }

    private static TestPackage Serialize()
    {
        TestPackage package = TestPackage.Compile(Source);
        package.SerializeAll();
        return package;
    }

    private static async Task<string> RunAsync(TestPackage package, string mode, string variable = "DOTNET_PROCESSOR_COUNT", string value = "2") =>
        (await package.RunAsync(Check, mode, new Dictionary<string, string> { [variable] = value })).Text();

    private static List<(int Piece, int Start, int End)> ElementPieces(ImagePatch patch)
    {
        var found = new List<(int, int, int)>();
        Span<RawPiece> pieces = patch.Table<RawPiece>(SectionKind.Pieces);
        int main = (int)patch.SectionRecord(SectionKind.Main).Offset;
        for (int i = 0; i < pieces.Length; i++)
        {
            if (pieces[i].Kind == PieceKind.Elements)
            {
                found.Add((i, main + (int)pieces[i - 1].End, main + (int)pieces[i].End));
            }
        }

        return found;
    }
}
