using System.Text.RegularExpressions;

namespace Imaging.Serializer.Tests.Servicing;

/// <summary>Images on real builds of the framework other than the one that they were made with.</summary>
[TestClass]
public sealed class OtherFrameworkBuildTests
{
    // The first build in which the code of ConcurrentQueueSegment is another.
    private static readonly Version s_otherQueue = new(10, 0, 13);

    private const string Source = """
        public sealed record Product(string Name, DateTime Since, decimal Price);

        public enum Color { Red, Green }

        public static class Roots
        {
            public static readonly ImageRoot<FrozenDictionary<string, Product>> Frozen = new(() => Enumerable.Range(0, 500).ToFrozenDictionary(n => "product " + n, n => new Product("name " + n, new DateTime(2020, 1, 1).AddDays(n), n / 4m), StringComparer.Ordinal));
            public static readonly ImageRoot<Dictionary<string, List<int>>> Table = new(() => Enumerable.Range(0, 50).ToDictionary(n => "key " + n, n => new List<int> { n, n + 1 }));
            public static readonly ImageRoot<HashSet<Guid>> Ids = new(() => [.. Enumerable.Range(0, 50).Select(n => new Guid(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))]);
            public static readonly ImageRoot<ImmutableList<Color?>> Colors = new(() => [Color.Green, null, Color.Red]);
            public static readonly ImageRoot<Func<double, double>[]> Functions = new(() => [Math.Sqrt, Math.Abs, value => value * 2]);
            public static readonly ImageRoot<ConcurrentQueue<string>> Queue = new(() => new(Enumerable.Range(0, 40).Select(n => "queued " + n)));
            public static readonly ImageRoot<object[]> Linked = new(() => [typeof(Dictionary<string, Product>), StringComparer.OrdinalIgnoreCase, Array.Empty<Product>(), Encoding.UTF8, string.Intern("in" + "terned")]);
        }
        """;

    private const string Program = """
        Console.WriteLine($"{Roots.Frozen.Value.Count} {Roots.Frozen.Value["product 77"]} {Roots.Frozen.Value.ContainsKey("product")}");
        Console.WriteLine($"{Roots.Table.Value["key 7"][1]} {Roots.Table.Value.TryAdd("key 7", null)} {Roots.Table.Value.TryAdd("new", null)} {Roots.Table.Value.Count}");
        Console.WriteLine($"{Roots.Ids.Value.Contains(new Guid(7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))} {Roots.Ids.Value.Contains(Guid.Empty)}");
        Console.WriteLine(string.Join(' ', Roots.Colors.Value.Add(Color.Red)));
        Console.WriteLine(string.Join(' ', Roots.Functions.Value.Select(function => function(16))));
        Roots.Queue.Value.Enqueue("last");
        Console.WriteLine($"{Roots.Queue.Value.Count} {string.Join(' ', Roots.Queue.Value)}");
        Console.WriteLine(string.Join(' ', Roots.Linked.Value) + ReferenceEquals(Roots.Linked.Value[4], string.Intern("interned")));
        foreach (ImageDecision decision in PackageImage.Decisions) { Console.Error.WriteLine($"{decision.Root} {(decision.FromImage ? "image" : decision.Reason)}"); }
        """;

    public static IEnumerable<object[]> Builds => OtherFrameworkBuild.Versions.Select(static version => new object[] { version });

    [TestMethod]
    [DynamicData(nameof(Builds))]
    public async Task Image_holds_where_types_have_the_same_fields_and_code(string version)
    {
        using var build = OtherFrameworkBuild.Install(version);
        using var package = TestPackage.Compile(Source);
        package.SerializeAll();
        string program = package.CompileProgram(Program, frameworkVersion: "10.0.0");

        ProgramResult expected = await TestPackage.StartAsync(program, "off");
        ProgramResult found = await TestPackage.StartAsync(program, "auto", host: build.Host);

        Assert.AreEqual(expected.Text(), found.Text());
        string queue = build.Version < s_otherQueue == Environment.Version < s_otherQueue
            ? "image"
            : "the framework is another build, in which System.Collections.Concurrent.ConcurrentQueueSegment`1[T] has other code than when the image was made";
        Assert.AreEqual(
            $"Roots.Frozen image\nRoots.Table image\nRoots.Ids image\nRoots.Colors image\nRoots.Functions image\nRoots.Queue {queue}\nRoots.Linked image",
            found.Error.ReplaceLineEndings("\n").TrimEnd('\n'));

        // On the build that it was made with it costs nothing to find out, and elsewhere it can be forbidden.
        ProgramResult exact = await TestPackage.StartAsync(package.CompileProgram(Program, new Dictionary<string, string> { ["Imaging.FrameworkMatch"] = "\"exact\"" }, "10.0.0"), "auto", host: build.Host);
        Assert.AreEqual(expected.Text(), exact.Text());
        Assert.AreEqual(build.Version == Environment.Version ? 0 : 7, Regex.Count(exact.Error, "the framework is another build: .* ImagingFrameworkMatch is exact"));
    }
}
