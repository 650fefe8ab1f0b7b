namespace Imaging.Serializer.Tests.Restore;

/// <summary>A root is read while a root of the same package gets its value.</summary>
[TestClass]
public sealed class ReentryTests
{
    [TestMethod]
    [DataRow("required", "image image")]
    [DataRow("off", "builder builder")]
    public async Task Builder_may_read_another_root(string mode, string decisions)
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<string[]> Inner = new(() => [.. Enumerable.Range(0, 3).Select(i => "inner " + i)]);
                public static readonly ImageRoot<string[]> Outer = new(() => [.. Inner.Value.Select(text => text + "!")]);
            }
            """);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync("""
            Console.WriteLine(string.Join(',', Roots.Outer.Value) + " " + string.Join(',', Roots.Inner.Value));
            Console.WriteLine(string.Join(' ', PackageImage.Decisions.Select(decision => decision.FromImage ? "image" : "builder")));
            """, mode);

        Assert.AreEqual($"inner 0!,inner 1!,inner 2! inner 0,inner 1,inner 2\n{decisions}", result.Text());
    }

    [TestMethod]
    public async Task Builders_that_share_objects_share_them_however_they_are_restored()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<List<string>> Inner = new(() => ["a" + 1.ToString()]);
                public static readonly ImageRoot<object[]> Outer = new(() => [Inner.Value, Inner.Value]);
            }
            """);
        package.SerializeAll();
        const string Program = """
            Console.Write(ReferenceEquals(Roots.Outer.Value[0], Roots.Inner.Value) && ReferenceEquals(Roots.Outer.Value[0], Roots.Outer.Value[1]));
            Console.Write(Roots.Inner.Value[0]);
            """;

        Assert.AreEqual("Truea1", (await package.RunAsync(Program, "required")).Text());
        Assert.AreEqual("Truea1", (await package.RunAsync(Program, "off")).Text());
        Assert.AreEqual("Truea1", (await package.RunAsync("_ = Roots.Inner.Value;\n" + Program, "required")).Text());
        File.Delete(package.ImagePath);
        Assert.AreEqual("Truea1", (await package.RunAsync(Program, "auto")).Text());
    }

    [TestMethod]
    public async Task Builder_that_reads_its_own_root_is_told()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<string[]> Own = new(() => [Own.Value[0]]);
            }
            """);

        ProgramResult result = await package.RunAsync("""
            for (int i = 0; i < 2; i++)
            {
                try { _ = Roots.Own.Value; }
                catch (InvalidOperationException exception) { Console.WriteLine(exception.Message); }
            }
            """, "off");

        Assert.AreEqual("The builder of the root Roots.Own reads that root.\nThe builder of the root Roots.Own reads that root.", result.Text());
        SerializeResult built = package.Serialize();
        Assert.AreEqual("IMG2001", built.Diagnostics.Single().Code);
    }

    [TestMethod]
    public async Task Builder_that_threw_when_it_read_its_own_root_can_still_make_it()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<string> Own = new(Make);

                private static string Make()
                {
                    try { return Own.Value; }
                    catch (InvalidOperationException) { return "made"; }
                }
            }
            """);

        Assert.AreEqual("made", (await package.PrintAsync("Roots.Own.Value", "off")).Text());
    }

    [TestMethod]
    [DataRow("required", "image,image")]
    [DataRow("auto", "image,image")]
    [DataRow("off", "builder,builder")]
    public async Task Static_constructor_of_a_restored_type_may_read_another_root(string mode, string decisions)
    {
        using TestPackage package = WithStaticConstructor("Other");

        ProgramResult result = await package.RunAsync(StaticConstructorProgram, mode);

        Assert.AreEqual($"5 other other {decisions}", result.Text());
    }

    [TestMethod]
    public async Task Static_constructor_of_a_restored_type_that_reads_its_own_root_makes_the_builder_run()
    {
        using TestPackage package = WithStaticConstructor("Self");

        ProgramResult result = await package.RunAsync(StaticConstructorProgram, "auto");

        Assert.AreEqual("5 self other builder,image", result.Text());
        Assert.Contains("rejected Roots.Self: ", (await package.RunAsync(RootReading.Program("Roots.Self.Value.Number"), "required")).Text());
    }

    [TestMethod]
    public async Task Static_constructor_that_throws_at_a_restore_makes_the_builder_run()
    {
        using var package = TestPackage.Compile("""
            public class Settled
            {
                public int Number;
                static Settled() { if (Environment.GetEnvironmentVariable("THROW_IN_SETTLED") == "1") throw new InvalidOperationException("not today"); }
            }

            public static class Roots
            {
                public static readonly ImageRoot<object> Root = new(() => Environment.GetEnvironmentVariable("THROW_IN_SETTLED") == "1" ? "without" : new Settled { Number = 5 });
            }
            """);
        package.SerializeAll();

        await RootReading.IsRestoredAsync(package, "Roots.Root.Value", "Settled", "Roots.Root");
        await RootReading.IsBuiltAsync(package, "Roots.Root.Value", "without", "Roots.Root", "not today", new Dictionary<string, string> { ["THROW_IN_SETTLED"] = "1" });
    }

    [TestMethod]
    public async Task Static_constructor_on_another_thread_that_reads_the_root_that_waits_for_it_ends()
    {
        using var package = TestPackage.Compile("""
            using System.Threading;

            public class Settled
            {
                public static int Seen;
                public int Number;

                static Settled()
                {
                    if (Environment.GetEnvironmentVariable("READ_IN_SETTLED") == "1")
                    {
                        Gate.Entered.Set();
                        Gate.Asked.Wait();
                        Thread.Sleep(300);
                        Seen = Roots.Root.Value.Length;
                    }
                }
            }

            public static class Gate
            {
                public static readonly ManualResetEventSlim Entered = new();
                public static readonly ManualResetEventSlim Asked = new();
            }

            public static class Roots
            {
                public static readonly ImageRoot<object[]> Root = new(() => [Environment.GetEnvironmentVariable("READ_IN_SETTLED") == "1" ? "built" : new Settled { Number = 5 }]);
            }
            """);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync(
            """
            using System.Threading;
            using System.Runtime.CompilerServices;
            var constructing = new Thread(() => RuntimeHelpers.RunClassConstructor(typeof(Settled).TypeHandle)) { IsBackground = true };
            constructing.Start();
            Gate.Entered.Wait();
            Gate.Asked.Set();
            Console.Write(Roots.Root.Value.Length);
            constructing.Join();
            Console.Write($" {Settled.Seen} {Roots.Root.Value[0]} {PackageImage.Decisions.Count}");
            """,
            "auto",
            new Dictionary<string, string> { ["READ_IN_SETTLED"] = "1" });

        Assert.AreEqual("1 1 built 1", result.Text());
    }

    [TestMethod]
    public async Task Two_threads_whose_hash_functions_read_each_others_roots_both_end()
    {
        using var package = TestPackage.Compile("""
            public sealed class Key
            {
                public string Text;

                public override bool Equals(object other) => other is Key key && key.Text == Text;

                public override int GetHashCode()
                {
                    if (Roots.ReadsOthers && Text == "left" && Interlocked.Exchange(ref Roots.Left, 1) == 0)
                    {
                        Thread.Sleep(200);
                        Roots.Seen.Enqueue("left saw " + Roots.RightRoot.Value.Keys.Single().Text);
                    }

                    if (Roots.ReadsOthers && Text == "right" && Interlocked.Exchange(ref Roots.Right, 1) == 0)
                    {
                        Thread.Sleep(200);
                        Roots.Seen.Enqueue("right saw " + Roots.LeftRoot.Value.Keys.Single().Text);
                    }

                    return Text.GetHashCode();
                }
            }

            public static class Roots
            {
                public static bool ReadsOthers;
                public static int Left, Right;
                public static readonly ConcurrentQueue<string> Seen = new();
                public static readonly ImageRoot<Dictionary<Key, string>> LeftRoot = new(() => new() { [new Key { Text = "left" }] = "l" });
                public static readonly ImageRoot<Dictionary<Key, string>> RightRoot = new(() => new() { [new Key { Text = "right" }] = "r" });
            }
            """);
        package.SerializeAll();

        foreach (string mode in new[] { "auto", "off" })
        {
            ProgramResult result = await package.RunAsync("""
                Roots.ReadsOthers = true;
                var left = Task.Factory.StartNew(() => Roots.LeftRoot.Value, TaskCreationOptions.LongRunning);
                var right = Task.Factory.StartNew(() => Roots.RightRoot.Value, TaskCreationOptions.LongRunning);
                if (!Task.WaitAll([left, right], 10_000)) { Console.Write("waits for ever"); Environment.Exit(3); }
                Console.Write(ReferenceEquals(left.Result, Roots.LeftRoot.Value) && ReferenceEquals(right.Result, Roots.RightRoot.Value));
                Console.Write($" {left.Result[new Key { Text = "left" }]} {right.Result[new Key { Text = "right" }]} {string.Join(", ", Roots.Seen.Order())}");
                """, mode);

            Assert.AreEqual("True l r left saw right, right saw left", result.Text(), mode);
        }
    }

    private const string StaticConstructorProgram = """
        Console.Write($"{Roots.Self.Value.Number} {Settled.Seen} {Roots.Other.Value.Text} ");
        Console.Write(string.Join(',', PackageImage.Decisions.OrderByDescending(decision => decision.Root).Select(decision => decision.FromImage ? "image" : "builder")));
        """;

    // While the image is made, the static constructor runs inside of the builder and finds the root unread.
    private static TestPackage WithStaticConstructor(string reads)
    {
        var package = TestPackage.Compile($$"""
            public class Word { public string Text; }

            public class Settled
            {
                private static readonly ConcurrentQueue<string> s_seen = [];
                public static string Seen => s_seen.Single();
                public int Number;
                public object More = new List<string> { "x" };

                static Settled() => s_seen.Enqueue(Read());

                private static string Read()
                {
                    if ("{{reads}}" == "Other") return Roots.Other.Value.Text;
                    if (Roots.IsBuilding) return "builder";
                    return Roots.Self.Value.Number == 5 ? "self" : "";
                }
            }

            public static class Roots
            {
                public static bool IsBuilding;
                public static readonly ImageRoot<Word> Other = new(() => new Word { Text = string.Concat("oth", "er") });
                public static readonly ImageRoot<Settled> Self = new(Make);

                private static Settled Make()
                {
                    IsBuilding = true;
                    try { return new Settled { Number = 5 }; }
                    finally { IsBuilding = false; }
                }
            }
            """);
        package.SerializeAll();
        return package;
    }
}
