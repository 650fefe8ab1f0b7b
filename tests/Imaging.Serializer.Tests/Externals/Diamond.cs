using Imaging.Serializer.Linking;

namespace Imaging.Serializer.Tests.Externals;

/// <summary>Packages A, B and C above it, D above both, and E above D and A, each with an image; a program that reads their roots, and its link manifest.</summary>
internal sealed class Diamond : IDisposable
{
    internal const string Roots = "A.Alone A.Shared B.Alone B.Counted B.Linked C.Alone C.Linked D.Alone D.Linked E.Alone E.Linked";

    /// <summary>What a package's source says where a field may be added to one of its types.</summary>
    internal const string FieldsHere = "/* fields */";

    private static readonly Lazy<Diamond> s_made = new(() => new Diamond());

    private static readonly Dictionary<string, string> s_sources = new()
    {
        ["A"] = """
            public sealed class Node { /* fields */ public string Name; public Node[] Children = []; public List<int> Numbers = []; public object Note; }
            public static class A
            {
                public static readonly ImageRoot<string[]> Alone = new(() => [.. Enumerable.Range(0, 3).Select(i => "A alone " + i)]);
                public static readonly ImageRoot<Dictionary<string, Node>> Shared = new(() => Enumerable.Range(0, 50).Select(Make).ToDictionary(node => node.Name));
                private static Node Make(int number) => new Node { Name = "a" + number, Numbers = [number] };
            }
            """,
        ["B"] = """
            public sealed class BNote { /* fields */ public string Text; public override string ToString() => Text; }
            public static class B
            {
                public static readonly ImageRoot<string[]> Alone = new(() => [.. Enumerable.Range(0, 3).Select(i => "B alone " + i)]);
                public static readonly ImageRoot<Node> Linked = new(() => new Node { Name = "b" + 1, Children = [A.Shared.Value["a1"], A.Shared.Value["a2"]], Note = new BNote { Text = "left" + 1 } });
                public static readonly ImageRoot<int> Counted = new(() => A.Shared.Value.Count);
            }
            """,
        ["C"] = """
            public sealed class CNote { /* fields */ public string Text; public override string ToString() => Text; }
            public static class C
            {
                public static readonly ImageRoot<string[]> Alone = new(() => [.. Enumerable.Range(0, 3).Select(i => "C alone " + i)]);
                public static readonly ImageRoot<Node> Linked = new(() => new Node { Name = "c" + 1, Children = [A.Shared.Value["a2"], A.Shared.Value["a3"]], Note = new CNote { Text = "right" + 1 } });
            }
            """,
        ["D"] = """
            public sealed class DNote { /* fields */ public string Text; public override string ToString() => Text; }
            public static class D
            {
                public static readonly ImageRoot<string[]> Alone = new(() => [.. Enumerable.Range(0, 3).Select(i => "D alone " + i)]);
                public static readonly ImageRoot<Node> Linked = new(() => new Node { Name = "d" + 1, Children = [B.Linked.Value, C.Linked.Value, B.Linked.Value.Children[1]], Note = new DNote { Text = "above" + 1 } });
            }
            """,
        ["E"] = """
            public sealed class ENote { /* fields */ public string Text; public override string ToString() => Text; }
            public static class E
            {
                public static readonly ImageRoot<string[]> Alone = new(() => [.. Enumerable.Range(0, 3).Select(i => "E alone " + i)]);
                public static readonly ImageRoot<Node> Linked = new(() => new Node { Name = "e" + 1, Children = [D.Linked.Value, A.Shared.Value["a4"]], Note = new ENote { Text = "top" + 1 } });
            }
            """,
    };

    // Reads the roots that it is given first; says of each what it holds, where it came from, and why.
    private const string Reader = """
        var values = new Dictionary<string, Func<string>>
        {
            ["A.Alone"] = () => string.Join(',', A.Alone.Value), ["A.Shared"] = () => string.Join(',', A.Shared.Value.Values.Select(Text)),
            ["B.Alone"] = () => string.Join(',', B.Alone.Value), ["B.Linked"] = () => Text(B.Linked.Value), ["B.Counted"] = () => B.Counted.Value.ToString(),
            ["C.Alone"] = () => string.Join(',', C.Alone.Value), ["C.Linked"] = () => Text(C.Linked.Value),
            ["D.Alone"] = () => string.Join(',', D.Alone.Value), ["D.Linked"] = () => Text(D.Linked.Value),
            ["E.Alone"] = () => string.Join(',', E.Alone.Value), ["E.Linked"] = () => Text(E.Linked.Value),
        };
        foreach (string root in args.Concat(values.Keys))
        {
            _ = values[root]();
        }

        foreach (string root in values.Keys)
        {
            Console.WriteLine($"value {root} {values[root]()}");
        }

        foreach (var decision in PackageImage.Decisions)
        {
            Console.WriteLine(decision.FromImage ? $"image {decision.Root}" : $"builder {decision.Root} {decision.Reason}");
        }

        bool one = ReferenceEquals(D.Linked.Value.Children[0], B.Linked.Value) && ReferenceEquals(D.Linked.Value.Children[1], C.Linked.Value)
            && ReferenceEquals(B.Linked.Value.Children[0], A.Shared.Value["a1"]) && ReferenceEquals(B.Linked.Value.Children[1], C.Linked.Value.Children[0])
            && ReferenceEquals(D.Linked.Value.Children[2], A.Shared.Value["a2"]) && ReferenceEquals(C.Linked.Value.Children[1].Name, A.Shared.Value["a3"].Name)
            && ReferenceEquals(E.Linked.Value.Children[0], D.Linked.Value) && ReferenceEquals(E.Linked.Value.Children[1], A.Shared.Value["a4"]);
        Console.WriteLine($"identity {one}");

        static string Text(Node node) => $"{node.Name}({string.Join(',', node.Numbers)})[{string.Join(',', node.Children.Select(Text))}]{node.Note}";
        """;

    private readonly TemporaryDirectory _directory = new();

    private Diamond()
    {
        TestPackage a = Make("A");
        TestPackage b = Make("B", a);
        TestPackage c = Make("C", a);
        TestPackage d = Make("D", b, c);
        using TestPackage e = Make("E", d);
        e.CompileProgram(Reader);
        CopyAll(e.Directory, _directory.Path);
        a.Dispose();
        b.Dispose();
        c.Dispose();
        d.Dispose();
        Link();
    }

    private Diamond(Diamond original) => CopyAll(original._directory.Path, _directory.Path);

    internal string Directory => _directory.Path;

    /// <summary>A copy of its own, as built.</summary>
    internal static Diamond Copy() => new(s_made.Value);

    internal string ImagePath(string package) => _directory.File(package + ".pkgimg");

    internal string AssemblyPath(string package) => _directory.File(package + ".dll");

    internal string ManifestPath => _directory.File("Program1.imglink");

    /// <summary>Links the program, as the end of a build does.</summary>
    internal LinkResult Link()
    {
        LinkResult result = ImageLinker.Link(DeployedApp.Find("Program1", Directory));
        LinkManifestFile.Update(ManifestPath, result.Manifest);
        return result;
    }

    /// <summary>Puts another assembly in a package's place; no image is made again.</summary>
    internal void Recompile(string package, Func<string, string> change) => SourceCompiler.Compile(
        change(s_sources[package]),
        _directory.File(package + ".dll"),
        System.IO.Directory.EnumerateFiles(Directory, "*.dll").Where(file => Path.GetFileNameWithoutExtension(file) is { } name && name != package && !name.StartsWith("Program", StringComparison.Ordinal)));

    /// <summary>Makes the image of a package again.</summary>
    /// <param name="package">The package.</param>
    /// <param name="change">What its source was then; the assembly stays as it is.</param>
    /// <param name="exclude">Roots that it lacks.</param>
    internal void ReplaceImage(string package, Func<string, string> change, params string[] exclude)
    {
        string assembly = _directory.File(package + ".dll");
        byte[] bytes = File.ReadAllBytes(assembly);
        Recompile(package, change);
        SerializeResult result = PackageSerializer.Serialize(
            new SerializeRequest
            {
                Project = package,
                AssemblyPath = assembly,
                Closure = [.. System.IO.Directory.EnumerateFiles(Directory, "*.dll").Where(file => file != assembly)],
                DependencyImages = [.. System.IO.Directory.EnumerateFiles(Directory, "*.pkgimg").Where(file => file != ImagePath(package))],
                ImagePath = ImagePath(package),
                Exclude = exclude,
            },
            CancellationToken.None);
        Assert.IsTrue(result.ImageWritten);
        File.WriteAllBytes(assembly, bytes);
    }

    /// <summary>Reads all roots in a fresh process.</summary>
    internal async Task<DiamondRun> RunAsync(string mode, params string[] first) =>
        new((await DotNetHost.RunAsync(["exec", _directory.File("Program1.dll"), .. first], new Dictionary<string, string> { ["IMAGING_MODE"] = mode })).Text());

    public void Dispose() => _directory.Dispose();

    private static TestPackage Make(string name, params TestPackage[] references)
    {
        var package = TestPackage.Compile(s_sources[name], name, references);
        package.SerializeAll();
        return package;
    }

    private static void CopyAll(string from, string to)
    {
        foreach (string file in System.IO.Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}

/// <summary>What the program of a <see cref="Diamond"/> printed.</summary>
internal sealed class DiamondRun(string output)
{
    private readonly string[] _lines = output.Split('\n');

    /// <summary>What the roots hold.</summary>
    internal string Values => string.Join('\n', _lines.Where(static line => line.StartsWith("value ", StringComparison.Ordinal)));

    /// <summary>Whether what packages share is one object.</summary>
    internal bool HasIdentity => _lines.Contains("identity True");

    /// <summary>The roots that were restored, in order of their names.</summary>
    internal string Restored => string.Join(' ', _lines.Where(static line => line.StartsWith("image ", StringComparison.Ordinal)).Select(static line => line["image ".Length..]).Order(StringComparer.Ordinal));

    /// <summary>The roots that were not restored, each with the reason.</summary>
    internal IReadOnlyDictionary<string, string> Reasons { get; } =
        output.Split('\n').Where(static line => line.StartsWith("builder ", StringComparison.Ordinal)).Select(static line => line.Split(' ', 3)).ToDictionary(static line => line[1], static line => line[2]);

    /// <summary>Why a root was not restored.</summary>
    internal string ReasonOf(string root) => _lines.Single(line => line.StartsWith($"builder {root} ", StringComparison.Ordinal));
}
