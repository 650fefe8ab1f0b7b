namespace Imaging.Serializer.Tests.Restore;

/// <summary>A package with a small image that has something of everything, and the program that tries thousands of damaged copies of it.</summary>
internal static class DamagedPackage
{
    /// <summary>The package's source.</summary>
    /// <param name="padding">Bytes of an array in an own root: above 64 KiB const objects are frozen instead of copied.</param>
    internal static string Source(int padding) => $$"""
        using System.Text.RegularExpressions;

        public class Node
        {
            public string Name;
            public Node Next;
            public object Box;
            public int[] Numbers;
            public string[] Words;
            public Type Kind;
        }

        public sealed class Point { public int X; public int Y; }

        public sealed record Pair(string Left, string Right);

        public sealed class Made
        {
            public string[,] Grid = { { "a", "b" + 0 } };
            public ImmutableDictionary<string, int> Table = ImmutableDictionary<string, int>.Empty.Add("one", 1);
            public Lock Lock = new();
            public System.Globalization.CultureInfo Culture = System.Globalization.CultureInfo.GetCultureInfo("de");
            public System.Reflection.FieldInfo Field = typeof(Point).GetField("X");
            public Native Native = new("nat" + 0);
            public Func<string> Call;
            public Made() => Call = Native.Text;
        }

        [ImageSurrogate(typeof(NativeSurrogate))]
        public sealed class Native(string text)
        {
            private readonly nint _address = 1;
            public string Text() => text + _address;
            public string Made() => text;
        }

        public sealed class NativeSurrogate : ImageSurrogate<Native, Tuple<string, int[]>>
        {
            public override Tuple<string, int[]> ToSurrogate(Native value) => new(value.Made(), new[] { 1, 2 });
            public override Native FromSurrogate(Tuple<string, int[]> surrogate) => new(surrogate.Item2.Length == 2 ? surrogate.Item1 : "other");
        }

        public sealed class Needle
        {
            public string Text;
            public bool IsIn(string other) => other.Contains(Text);
        }

        public static class Roots
        {
            public static readonly ImageRoot<Node> Nodes = new(MakeNodes);
            public static readonly ImageRoot<Dictionary<Pair, string>> Table = new(() => Enumerable.Range(0, 3).ToDictionary(i => new Pair("left" + i, "right"), i => "value" + i));
            public static readonly ImageRoot<Regex> Pattern = new(() => new Regex("^a" + "b*$"));
            public static readonly ImageRoot<Func<string, bool>> Function = new(() => new Needle { Text = string.Concat("nee", "dle") }.IsIn);
            public static readonly ImageRoot<Made> Made = new(() => new Made());
            public static readonly ImageRoot<byte[]> Padding = new(() => new byte[{{padding}}]);

            private static Node MakeNodes()
            {
                var first = new Node { Name = "node " + 0, Box = new Point { X = 1, Y = 2 }, Numbers = new[] { 1, 2, 3 }, Words = new[] { "w" + 0 } };
                first.Next = new Node { Name = "node " + 1, Box = 7, Next = first, Kind = typeof(SortedSet<Node>), Words = new[] { "x" + 0, first.Name } };
                return first;
            }

            // Apart from the description: most damaged images are rejected, and then this is all that is compiled.
            public static object Read(int root) => root switch { 0 => Nodes.Value, 1 => Table.Value, 2 => Pattern.Value, 3 => Function.Value, 4 => Made.Value, _ => Padding.Value };

            public static string Describe(int root)
            {
                switch (root)
                {
                    case 0: return DescribeNodes(Nodes.Value);
                    case 1: return string.Join(' ', Table.Value.Select(entry => entry.Key.Left + entry.Key.Right + entry.Value + (Table.Value.TryGetValue(new Pair(entry.Key.Left, entry.Key.Right), out string found) && found == entry.Value)));
                    case 2: return $"{Pattern.Value} {Pattern.Value.IsMatch("abb")} {Pattern.Value.IsMatch("xbb")}";
                    case 3: return $"{Function.Value("a needle")} {Function.Value("a pin")}";
                    case 4: return DescribeMade(Made.Value);
                    default: return Padding.Value.Length + " " + Padding.Value.AsSpan().IndexOfAnyExcept((byte)0);
                }
            }

            private static string DescribeMade(Made made) => $"{made.Grid[0, 1]} {made.Table.Count} {made.Lock.TryEnter()} {made.Culture} {made.Field} {made.Native?.Text()} {made.Call?.Invoke()}";

            private static string DescribeNodes(Node first)
            {
                var text = new StringBuilder();
                Node node = first;
                for (int i = 0; i < 3 && node != null; i++, node = node.Next)
                {
                    text.Append($"{node.Name} {(node.Box is Point point ? point.X + "," + point.Y : node.Box)} {node.Kind} ");
                    text.Append(node.Numbers == null ? "none" : string.Join(',', node.Numbers)).Append(' ');
                    text.Append(node.Words == null ? "none" : string.Join(',', node.Words)).Append(';');
                }

                return text.Append(ReferenceEquals(node, first?.Next)).ToString();
            }
        }
        """;

    /// <summary>How many roots there are to describe.</summary>
    internal const int RootCount = 6;

    /// <summary>
    /// Reads <c>cases.bin</c>, makes the damaged image of each case from the sound one, and reads every root in a load context of
    /// its own. Prints one line a root: case, root, <c>image</c>, <c>builder</c> or <c>rejected</c>, the time, and the value or the reason.
    /// </summary>
    /// <param name="isCollectible">Whether the load contexts can be unloaded.</param>
    internal static string Program(bool isCollectible) => $$"""
        using System.Diagnostics;
        using System.IO;
        using System.Reflection;
        using System.Runtime.Loader;

        string package = Path.Combine(AppContext.BaseDirectory, "P.dll");
        string image = Path.Combine(AppContext.BaseDirectory, "P.pkgimg");
        using var cases = new BinaryReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "cases.bin")));
        using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding());
        byte[] sound = File.ReadAllBytes(image);
        var kept = new List<object>();
        for (int number = 0; cases.BaseStream.Position < cases.BaseStream.Length; number++)
        {
            byte[] damaged = [.. sound.AsSpan(0, cases.ReadInt32())];
            for (int changes = cases.ReadInt32(); changes > 0; changes--)
            {
                int at = cases.ReadInt32();
                cases.ReadBytes(cases.ReadInt32()).CopyTo(damaged, at);
            }

            File.WriteAllBytes(image, damaged);
            var context = new AssemblyLoadContext("case", isCollectible: {{(isCollectible ? "true" : "false")}});
            Type roots = context.LoadFromAssemblyPath(package).GetType("Roots");
            var read = roots.GetMethod("Read").CreateDelegate<Func<int, object>>();
            var describe = roots.GetMethod("Describe").CreateDelegate<Func<int, string>>();
            bool isUsed = false;
            for (int root = 0; root < {{RootCount}}; root++)
            {
                string line;
                long started = Stopwatch.GetTimestamp();
                int before = PackageImage.Decisions.Count;
                try
                {
                    read(root);
                    line = describe(root);
                    ImageDecision decision = PackageImage.Decisions.Skip(before).Single();
                    isUsed |= decision.FromImage;
                    line = decision.FromImage ? $"image\t{line}" : $"builder\t{line}\t{decision.Reason}";
                }
                catch (ImageRejectedException rejection)
                {
                    line = "rejected\t" + rejection.Reason;
                }
                catch (Exception exception)
                {
                    bool isPublished = PackageImage.Decisions.Count > before;
                    isUsed |= isPublished;
                    line = (isPublished ? "walk\t" : "threw\t") + exception.ToString();
                }

                output.WriteLine($"{number}\t{root}\t{(int)Stopwatch.GetElapsedTime(started).TotalMilliseconds}\t{line.ReplaceLineEndings(" ")}");
            }

            if (isUsed && number % 8 == 0) GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            if (isUsed)
            {
                for (int root = 0; root < {{RootCount}}; root++) { try { describe(root); } catch { } }
            }

            kept.Add(roots);
            if (context.IsCollectible) { context.Unload(); if (number % 50 == 0) kept.Clear(); }
            output.Flush();
        }

        File.WriteAllBytes(image, sound);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        output.WriteLine("done");
        return 0;
        """;
}
