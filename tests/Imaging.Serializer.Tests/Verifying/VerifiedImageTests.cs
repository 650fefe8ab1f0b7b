using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Tests.Verifying;

[TestClass]
public sealed class VerifiedImageTests
{
    private const string Pure = """
        public static class Roots
        {
            public static readonly ImageRoot<Dictionary<string, int[]>> Table = new(() => new() { ["a"] = [1, 2], ["b"] = [3] });
            public static readonly ImageRoot<StringBuilder> Text = new(() => new StringBuilder("abc").Append(1));
            public static readonly ImageRoot<Queue<string>> Queue = new(() => { var queue = new Queue<string>(["a", "b", "c"]); queue.Dequeue(); return queue; });
            public static readonly ImageRoot<List<object>> List = new(() => { List<object> list = [new object(), "x", new int[3]]; list.RemoveAt(2); return list; });
        }
        """;

    [TestMethod]
    public void Flag_is_set_by_a_second_capture_and_changes_nothing_else()
    {
        using var package = TestPackage.Compile(Pure);

        SerializeResult plain = package.SerializeAll();
        Assert.IsFalse(plain.Verified);
        Assert.IsFalse(ImageDescription.Read(package.ImagePath).Verified);
        byte[] plainBytes = File.ReadAllBytes(package.ImagePath);

        // Switching it on verifies an image that was not.
        SerializeResult verified = package.Serialize(static request => request with { Verify = true });
        Assert.IsEmpty(verified.Diagnostics, string.Join('\n', verified.Diagnostics));
        Assert.IsTrue(verified is { UpToDate: false, ImageWritten: true, Verified: true });
        Assert.IsTrue(verified.Roots.All(static root => root is { RestoreTime.Ticks: > 0, RestoreProblem: null }), string.Join('\n', verified.Roots));
        Assert.IsTrue(ImageDescription.Read(package.ImagePath).Verified);
        Assert.AreEqual(plain.BuildId, verified.BuildId);

        byte[] bytes = File.ReadAllBytes(package.ImagePath);
        int[] changed = [.. Enumerable.Range(0, bytes.Length).Where(at => bytes[at] != plainBytes[at])];
        Assert.IsTrue(changed.All(static at => at is 13 or (>= 24 and < 32)), string.Join(' ', changed));

        Assert.IsTrue(package.Serialize(static request => request with { Verify = true }).UpToDate);
    }

    [TestMethod]
    public void Collections_without_a_promised_order_are_verified()
    {
        using var package = TestPackage.Compile("""
            using System.Collections;
            using System.Collections.Concurrent;
            using System.Collections.Frozen;
            using System.Collections.Immutable;

            public enum Kind { Odd, Even }

            public sealed record Key(string Name, int Number, Kind Kind, (Guid, decimal) More);

            public static class Roots
            {
                static IEnumerable<Key> Keys => Enumerable.Range(0, 300).Select(i => new Key("key " + i / 3, i, (Kind)(i % 2), (new Guid(i, 0, 0, new byte[8]), i / 7m)));

                public static readonly ImageRoot<ImmutableDictionary<Key, int>> Immutable = new(() => Keys.ToImmutableDictionary(key => key, key => key.Number));
                public static readonly ImageRoot<ImmutableHashSet<string>> ImmutableSet = new(() => Keys.Select(key => key.Name).ToImmutableHashSet());
                public static readonly ImageRoot<ConcurrentDictionary<string, Key>> Concurrent = new(() => new(Keys.DistinctBy(key => key.Name).Select(key => KeyValuePair.Create(key.Name, key))));
                public static readonly ImageRoot<FrozenDictionary<Key, string>> Frozen = new(() => Keys.ToFrozenDictionary(key => key, key => key.Name));
                public static readonly ImageRoot<FrozenSet<(string, double)>> FrozenSet = new(() => Keys.Select(key => (key.Name, key.Number / 4.0)).ToFrozenSet());
                public static readonly ImageRoot<Hashtable> Table = new(() => { var table = new Hashtable(); foreach (Key key in Keys) { table[key] = key.Name; } return table; });
            }
            """);

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        Assert.IsEmpty(result.Diagnostics, string.Join('\n', result.Diagnostics));
        Assert.IsTrue(result.Verified && result.Roots.All(static root => root is { Captured: true, RestoreProblem: null }), string.Join('\n', result.Roots));
    }

    [TestMethod]
    [Timeout(300_000)]
    public void Keys_that_are_nodes_of_a_graph_are_told_apart_by_what_is_nearest()
    {
        using var package = TestPackage.Compile("""
            public sealed class Cell { public int X, Y; public Cell N, NE, E, SE, S, SW, W, NW; }

            public static class Roots
            {
                public static readonly ImageRoot<FrozenDictionary<Cell, int>> Board = new(() =>
                {
                    var cells = new Cell[8, 8];
                    foreach (int at in Enumerable.Range(0, 64)) { cells[at / 8, at % 8] = new Cell { X = at / 8, Y = at % 8 }; }
                    Cell At(int x, int y) => x is >= 0 and < 8 && y is >= 0 and < 8 ? cells[x, y] : null;
                    foreach (Cell cell in cells)
                    {
                        (cell.N, cell.S, cell.E, cell.W) = (At(cell.X, cell.Y - 1), At(cell.X, cell.Y + 1), At(cell.X + 1, cell.Y), At(cell.X - 1, cell.Y));
                        (cell.NE, cell.SE, cell.NW, cell.SW) = (At(cell.X + 1, cell.Y - 1), At(cell.X + 1, cell.Y + 1), At(cell.X - 1, cell.Y - 1), At(cell.X - 1, cell.Y + 1));
                    }

                    return cells.Cast<Cell>().ToFrozenDictionary(cell => cell, cell => cell.X * cell.Y);
                });
            }
            """);

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        Assert.IsTrue(result.Verified && result.Roots.Single() is { Captured: true, RestoreProblem: null }, string.Join('\n', result.Diagnostics));
    }

    [TestMethod]
    public async Task What_was_removed_from_a_collection_is_not_in_the_image()
    {
        using var package = TestPackage.Compile("""
            public sealed class Bytes : List<byte> { }

            public static class Roots
            {
                static byte[] All => [.. "kept"u8, .. Encoding.ASCII.GetBytes("gone" + Environment.ProcessorCount)];

                public static readonly ImageRoot<List<byte>> List = new(() => { List<byte> list = [.. All]; list.RemoveRange(4, list.Count - 4); return list; });
                public static readonly ImageRoot<Bytes> Derived = new(() => { Bytes list = [.. All]; list.RemoveRange(4, list.Count - 4); return list; });
                public static readonly ImageRoot<Stack<byte>> Stack = new(() => { var stack = new Stack<byte>(All); while (stack.Count > 4) stack.Pop(); return stack; });
                public static readonly ImageRoot<Queue<byte>> Queue = new(() => { var queue = new Queue<byte>(All.Reverse().ToArray()); while (queue.Count > 4) queue.Dequeue(); return queue; });
                public static readonly ImageRoot<Queue<byte>> Around = new(() => { var queue = new Queue<byte>(All); while (queue.Count > 2) queue.Dequeue(); foreach (byte one in "around"u8) queue.Enqueue(one); queue.Dequeue(); queue.Dequeue(); return queue; });
                public static readonly ImageRoot<StringBuilder> Text = new(() => { var text = new StringBuilder().Append("kept").Append("gone").Append(Environment.ProcessorCount); text.Length = 4; return text; });
                public static readonly ImageRoot<Dictionary<(int, int), int>> Pairs = new(() => new() { [(1, 2)] = 3, [(4, 5)] = 6 });
            }
            """);

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        Assert.IsEmpty(result.Diagnostics, string.Join('\n', result.Diagnostics));
        Assert.IsTrue(result.Verified && result.Roots.All(static root => root.Captured));
        byte[] image = File.ReadAllBytes(package.ImagePath);
        Assert.IsTrue(image.AsSpan().IndexOf("kept"u8) > 0 && image.AsSpan().IndexOf("gone"u8) < 0 && image.AsSpan().IndexOf("enog"u8) < 0);
        string all = string.Join(" + ' ' + ", ((string[])["List", "Derived", "Stack", "Queue", "Around"]).Select(static root => $"Encoding.ASCII.GetString(Roots.{root}.Value.ToArray())"));
        Assert.AreEqual("kept kept tpek tpek around kept 6", (await package.PrintAsync(all + " + ' ' + Roots.Text.Value + ' ' + Roots.Pairs.Value[(4, 5)]")).Text());
    }

    [TestMethod]
    public async Task Locks_of_a_concurrent_dictionary_may_be_as_many_as_there_are_processors()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<ConcurrentDictionary<int, string>> Names = new(() => new() { [1] = "one", [2] = "two" });
            }
            """);

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        Assert.IsTrue(result.Verified && result.Roots.Single().Captured, string.Join('\n', result.Diagnostics));
        Assert.AreEqual("two", (await package.PrintAsync("Roots.Names.Value[2]")).Text());
    }

    [TestMethod]
    public void Builder_that_ends_the_second_process_leaves_an_image_that_is_not_verified()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<int[]> Numbers = new(() =>
                {
                    if (Environment.GetEnvironmentVariable("IMAGING_TESTED_PROCESS") is null) { Console.Error.WriteLine("out of\nhere"); Environment.Exit(9); }
                    return [1, 2];
                });
            }
            """);
        Environment.SetEnvironmentVariable("IMAGING_TESTED_PROCESS", "build");

        AssertNotVerified(package, "its process ended with exit code 9: out of here");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Child_of_the_second_process_that_lives_on_is_not_waited_for()
    {
        using var package = TestPackage.Compile("""
            using System.Diagnostics;
            using System.IO;

            public static class Roots
            {
                public static readonly ImageRoot<int[]> Numbers = new(() =>
                {
                    if (Environment.GetEnvironmentVariable("IMAGING_TESTED_PROCESS") is null)
                    {
                        using var child = Process.Start("sleep", "600");
                        Console.Error.WriteLine($"child {child.Id}.");
                        Environment.Exit(9);
                    }

                    return [1, 2];
                });
            }
            """);
        Environment.SetEnvironmentVariable("IMAGING_TESTED_PROCESS", "build");

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        string message = result.Diagnostics.Single().Message;
        string id = message[(message.IndexOf("child ", StringComparison.Ordinal) + "child ".Length)..].Split('.')[0];
        using var child = System.Diagnostics.Process.GetProcessById(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        Assert.AreEqual("sleep", child.ProcessName);
        child.Kill();
    }

    [TestMethod]
    public void Builder_that_does_not_end_in_the_second_process_leaves_an_image_that_is_not_verified()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<int[]> Numbers = new(() =>
                {
                    if (Environment.GetEnvironmentVariable("IMAGING_TESTED_PROCESS") is null) { Thread.Sleep(Timeout.Infinite); }
                    return [1, 2];
                });
            }
            """);
        Environment.SetEnvironmentVariable("IMAGING_TESTED_PROCESS", "build");

        AssertNotVerified(package, "the builder of Roots.Numbers did not end within 2 s (ImagingBuilderTimeout).");
    }

    [TestMethod]
    public void What_only_a_second_capture_tells_apart_is_refused_where_there_is_none()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<nint[]> Sizes = new(() => [1, 2]);
                public static readonly ImageRoot<int[]> Numbers = new(() =>
                {
                    if (Environment.GetEnvironmentVariable("IMAGING_TESTED_PROCESS") is null) { Environment.Exit(9); }
                    return [1, 2];
                });
            }
            """);
        Environment.SetEnvironmentVariable("IMAGING_TESTED_PROCESS", "build");

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        Assert.IsTrue(result is { ImageWritten: true, Verified: false });
        Assert.AreEqual("IMG2011 at Roots.Sizes[0]: a number of native size may be an address or a handle, which only a second capture tells apart; use long, or set ImagingVerify to true", result.Roots[0].Refusal);
        Assert.IsTrue(result.Roots[1].Captured);
        Assert.AreEqual("IMG2011 IMG2031", string.Join(' ', result.Diagnostics.Select(static diagnostic => diagnostic.Code).Order()));
    }

    [TestMethod]
    public void Image_that_records_another_input_than_the_second_capture_is_not_verified()
    {
        (TestPackage package, string input) = MakePackageThatEditsItsInput("IMAGING_TESTED_VERIFIED_INPUT");
        using TestPackage made = package;

        SerializeResult result = package.Serialize(request => request with { Verify = true, Inputs = [new InputFile("data.txt", input)] });

        ImagingDiagnostic warning = result.Diagnostics.Single();
        Assert.AreEqual("IMG2031", warning.Code);
        Assert.Contains("a second capture gave other bytes, though not of a root's value: the input data.txt is 7 bytes, XXH64 ", warning.Message);
        Assert.IsTrue(result is { ImageWritten: true, Verified: false } && result.Roots.Single().Captured);
        Assert.IsFalse(ImageDescription.Read(package.ImagePath).Verified);
    }

    [TestMethod]
    public void Input_is_recorded_as_it_was_before_builders_ran()
    {
        (TestPackage package, string input) = MakePackageThatEditsItsInput("IMAGING_TESTED_INPUT");
        using TestPackage made = package;

        package.Serialize(request => request with { Inputs = [new InputFile("data.txt", input)] });

        Assert.AreEqual("content, edited", File.ReadAllText(input));
        Assert.AreEqual(7, ImageDescription.Read(package.ImagePath).Inputs.Single().Bytes);
        Assert.AreEqual("the input data.txt changed", package.Serialize(request => request with { Inputs = [new InputFile("data.txt", input)] }).Reason);
    }

    [TestMethod]
    public void Image_of_a_builder_that_loads_an_assembly_in_one_process_alone_is_verified()
    {
        using var dependency = TestPackage.Compile("public static class Loaded { public static int One => 1; }", "A");
        using var package = TestPackage.Compile(
            """
            using System.Runtime.CompilerServices;

            public static class Roots
            {
                public static readonly ImageRoot<int[]> Numbers = new(() => [Environment.GetEnvironmentVariable("IMAGING_TESTED_PROCESS") is null ? 1 : OfDependency()]);

                [MethodImpl(MethodImplOptions.NoInlining)]
                static int OfDependency() => Loaded.One;
            }
            """,
            "P",
            dependency);
        Environment.SetEnvironmentVariable("IMAGING_TESTED_PROCESS", "build");

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        Assert.IsTrue(result.Verified && result.Roots.Single().Captured, string.Join('\n', result.Diagnostics));
        Assert.AreEqual("A P", string.Join(' ', ImageDescription.Read(package.ImagePath).Roots.Single().RestsOn.Where(static name => name.Length == 1).Order()));
    }

    [TestMethod]
    public void String_that_is_interned_in_one_process_alone_is_verified()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<string[]> Texts = new(() =>
                {
                    string text = "made of " + Environment.NewLine.Length;
                    return [Environment.GetEnvironmentVariable("IMAGING_TESTED_PROCESS") is null ? text : string.Intern(text)];
                });
            }
            """);
        Environment.SetEnvironmentVariable("IMAGING_TESTED_PROCESS", "build");

        SerializeResult result = package.Serialize(static request => request with { Verify = true });

        Assert.IsTrue(result.Verified && result.Roots.Single().Captured, string.Join('\n', result.Diagnostics));
    }

    // The second process does not know where the input lies.
    private static (TestPackage Package, string Input) MakePackageThatEditsItsInput(string variable)
    {
        var package = TestPackage.Compile($$"""
            public static class Roots
            {
                public static readonly ImageRoot<int[]> Numbers = new(() =>
                {
                    if (Environment.GetEnvironmentVariable("{{variable}}") is { } input) { System.IO.File.WriteAllText(input, "content, edited"); }
                    return [1, 2];
                });
            }
            """);
        string input = Path.Combine(package.Directory, "data.txt");
        File.WriteAllText(input, "content");
        Environment.SetEnvironmentVariable(variable, input);
        return (package, input);
    }

    private static void AssertNotVerified(TestPackage package, string why)
    {
        SerializeResult result = package.Serialize(static request => request with { Verify = true, BuilderTimeout = TimeSpan.FromSeconds(2) });

        ImagingDiagnostic warning = result.Diagnostics.Single();
        Assert.AreEqual(("IMG2031", ImagingSeverity.Warning), (warning.Code, warning.Severity));
        Assert.Contains(why, warning.Message);
        Assert.IsTrue(result is { ImageWritten: true, Verified: false });
        Assert.IsTrue(result.Roots.Single().Captured);
        Assert.IsFalse(ImageDescription.Read(package.ImagePath).Verified);
        Assert.IsEmpty(ImageVerifier.Verify(package.ImagePath));
    }
}
