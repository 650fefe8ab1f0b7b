namespace Imaging.Serializer.Tests.Restore;

/// <summary>Packages whose graphs are compared with what their builders make, while collections run.</summary>
internal static class CollectedGraph
{
    /// <summary>Roots that are read while collections run, after those that are read first.</summary>
    internal const int LateRoots = 6;

    /// <summary>The source of a package with the class <c>{name}.Roots</c>.</summary>
    /// <param name="name">Name of the package and of its namespace.</param>
    /// <param name="words">How many strings each root has: decides how large the const section is.</param>
    internal static string Source(string name, int words) => $$"""
        namespace {{name}};

        public sealed class Point { public int X; public long Y; }

        public class Node
        {
            public string Text;
            public Point Place;
            public object Box;
            public int[] Numbers;
            public Node Next;
            public List<string> Words = new List<string>();
            public Dictionary<string, Node> Index;
        }

        public static class Roots
        {
            public static readonly ImageRoot<Node> First = new(() => Make(0));
            {{string.Join("\n    ", Enumerable.Range(1, LateRoots).Select(static i => $"public static readonly ImageRoot<Node> Late{i} = new(() => Make({i}));"))}}

            public static readonly ImageRoot<Node>[] All = { First, {{string.Join(", ", Enumerable.Range(1, LateRoots).Select(static i => $"Late{i}"))}} };

            public static Node Make(int seed)
            {
                var first = new Node { Index = new Dictionary<string, Node>() };
                Node node = first;
                for (int i = 0; i < {{words}}; i++)
                {
                    node.Text = string.Concat("{{name}} ", seed.ToString(), " ", i.ToString());
                    node.Place = new Point { X = i, Y = seed * 1000L };
                    node.Box = i % 3 == 0 ? (object)(i * 7) : i % 3 == 1 ? first : new DateTime(2000 + seed, 1, 1);
                    node.Numbers = Enumerable.Range(seed, i % 9).ToArray();
                    node.Words.Add(string.Concat("word ", i.ToString(), " of ", seed.ToString()));
                    first.Index.Add(node.Text, node);
                    node = node.Next = new Node();
                }

                return first;
            }

            public static ulong Digest(Node first)
            {
                ulong digest = 14695981039346656037;
                for (Node node = first; node != null; node = node.Next)
                {
                    Add(node.Text);
                    Add(node.Place is null ? "none" : node.Place.X + " " + node.Place.Y);
                    Add(ReferenceEquals(node.Box, first) ? "first" : node.Box?.ToString());
                    Add(node.Numbers is null ? "none" : string.Join(' ', node.Numbers));
                    Add(string.Join('|', node.Words));
                    Add(node.Text != null && ReferenceEquals(first.Index[node.Text], node) ? "found" : node.Text == null ? "end" : "lost");
                }

                Add(first.Index.Count.ToString());
                return digest;

                void Add(string text)
                {
                    foreach (char c in text ?? "null") digest = (digest ^ c) * 1099511628211;
                    digest = (digest ^ 0xFFFF) * 1099511628211;
                }
            }
        }
        """;

    /// <summary>
    /// A program over the packages Small, Middle and Large: it collects twenty times while threads allocate and roots are
    /// restored, and compares everything after each. It prints the collector's kind and <c>held</c>.
    /// </summary>
    internal const string Program = """
        using System.Runtime;
        using System.Runtime.CompilerServices;

        (ImageRoot<Small.Node>[] small, ImageRoot<Middle.Node>[] middle, ImageRoot<Large.Node>[] large) = (Small.Roots.All, Middle.Roots.All, Large.Roots.All);
        ulong[][] expected =
        [
            [.. Enumerable.Range(0, small.Length).Select(i => Small.Roots.Digest(Small.Roots.Make(i)))],
            [.. Enumerable.Range(0, small.Length).Select(i => Middle.Roots.Digest(Middle.Roots.Make(i)))],
            [.. Enumerable.Range(0, small.Length).Select(i => Large.Roots.Digest(Large.Roots.Make(i)))],
        ];

        bool stop = false;
        Thread[] allocators = [.. Enumerable.Range(0, 2).Select(seed => new Thread(() => Allocate(seed)))];
        foreach (Thread allocator in allocators) allocator.Start();

        var objects = new List<object>();
        void Keep(string text, object place)
        {
            objects.Add(text);
            objects.Add(place);
        }

        Keep(small[0].Value.Text, small[0].Value.Place);
        Keep(middle[0].Value.Text, middle[0].Value.Place);
        Keep(large[0].Value.Text, large[0].Value.Place);
        int[] hashes = [.. objects.Select(RuntimeHelpers.GetHashCode)];
        WeakReference[] weak = [.. objects.Select(o => new WeakReference(o))];
        var table = new ConditionalWeakTable<object, string>();
        foreach (object o in objects) table.Add(o, "value of " + o);
        foreach (object o in objects) Monitor.Enter(o);

        for (int round = 0; round < 20; round++)
        {
            int read = Math.Min(1 + (round / 3), small.Length);
            Task restoring = Task.Run(() => { _ = (small[read - 1].Value, middle[read - 1].Value, large[read - 1].Value); });
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            restoring.Wait();
            for (int i = 0; i < read; i++)
            {
                Same(Small.Roots.Digest(small[i].Value), expected[0][i], $"Small {i} in round {round}");
                Same(Middle.Roots.Digest(middle[i].Value), expected[1][i], $"Middle {i} in round {round}");
                Same(Large.Roots.Digest(large[i].Value), expected[2][i], $"Large {i} in round {round}");
            }

            for (int i = 0; i < objects.Count; i++)
            {
                Same(RuntimeHelpers.GetHashCode(objects[i]), hashes[i], "an identity hash");
                Same(ReferenceEquals(weak[i].Target, objects[i]), true, "a weak reference");
                Same(table.TryGetValue(objects[i], out string value) ? value : null, "value of " + objects[i], "a value by an object's identity");
                Same(Monitor.IsEntered(objects[i]), true, "a lock");
                Same(Task.Run(() => Monitor.TryEnter(objects[i])).Result, false, "a lock that another thread holds");
            }
        }

        foreach (object o in objects) Monitor.Exit(o);
        stop = true;
        foreach (Thread allocator in allocators) allocator.Join();
        Same(PackageImage.Decisions.Count(decision => decision.FromImage), 3 * small.Length, "roots from images");
        Console.WriteLine($"{(GCSettings.IsServerGC ? "server" : "workstation")} {GCSettings.LatencyMode} held");

        static void Same<T>(T found, T wanted, string what)
        {
            if (!EqualityComparer<T>.Default.Equals(found, wanted)) throw new InvalidOperationException($"{what}: {found} instead of {wanted}");
        }

        void Allocate(int seed)
        {
            var random = new Random(seed);
            var kept = new object[500];
            while (!Volatile.Read(ref stop))
            {
                int size = random.Next(50) == 0 ? random.Next(200_000) : random.Next(2_000);
                kept[random.Next(kept.Length)] = random.Next(20) == 0
                    ? GC.AllocateArray<byte>(size, pinned: true)
                    : random.Next(3) == 0 ? new string('x', size / 2) : (object)Enumerable.Repeat(kept[random.Next(kept.Length)], size / 100).ToArray();
            }
        }
        """;
}
