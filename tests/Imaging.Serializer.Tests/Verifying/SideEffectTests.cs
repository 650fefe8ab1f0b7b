namespace Imaging.Serializer.Tests.Verifying;

/// <summary>A builder that leaves something behind is refused, with what it changed; caches are not taken for that.</summary>
[TestClass]
public sealed class SideEffectTests
{
    private const string Remedy = "let the builder only return its value, and do the rest where the program starts, or keep what it changed in a ConcurrentDictionary or a Lazy if it is a cache";

    private const string Below = """
        public static class Plugins
        {
            private static readonly Dictionary<string, Func<int, int>> s_known = new() { ["same"] = static x => x };
            public static void Register(string name, Func<int, int> plugin) => s_known[name] = plugin;
            public static int Run(string name, int x) => s_known[name](x);
            public static string Title { get; set; } = "none";
            private static readonly Dictionary<Type, string> s_names = [];
            public static string NameOf(Type type) => s_names.TryGetValue(type, out string name) ? name : s_names[type] = type.Name.ToLowerInvariant();
        }
        """;

    private const string Source = """
        public sealed class Unit { public int Number; }
        public sealed class Early { public static readonly Early One = Catalogue.Enter(new Early("one")), Two = Catalogue.Enter(new Early("two")); public readonly string Name; private Early(string name) => Name = name; }
        public static class Catalogue { private static readonly List<object> s_all = []; public static T Enter<T>(T item) { s_all.Add(item); return item; } public static int Count => s_all.Count; }
        public static class Names { private static readonly List<string> s_names = []; public static void Add(string name) => s_names.Add(name); }
        public static class Numbers { private static int s_last = 1000; public static int Next() => ++s_last; }
        public static class Switches { public static bool IsStrict; private static bool s_isLoud; public static bool IsLoud { get => s_isLoud; set => s_isLoud = value; } }
        public sealed class Registry { public readonly SemaphoreSlim Gate = new(1); public readonly Uri Home = new("http://a/%41", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }); }
        public static class Disposed { public static Registry Last; }
        public struct Uncomparable(int number) { private readonly int _number = number; public override readonly bool Equals(object other) => throw new NotSupportedException(); public override readonly int GetHashCode() => _number; }
        public struct Alike(int number) { private readonly int _number = number; public override readonly bool Equals(object other) => other is Alike; public override readonly int GetHashCode() => _number; }
        public static class Structures { private static Uncomparable s_one; private static Alike s_two = new(1); public static void Set(int number) => s_one = new(number); public static void SetAlike(int number) => s_two = new(number); public static int Sum => s_one.GetHashCode() + s_two.GetHashCode(); }
        public static class Matrix { private static readonly int[] s_cells = new int[4]; public static void Set(int at) => s_cells[at] = 1; }
        public static class Caches
        {
            private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Unit> s_units = [];
            private static readonly Lazy<Unit> s_lazy = new(() => new Unit { Number = 3 });
            private static Unit s_first;
            private static bool s_isReady;
            private static readonly Guid s_id = Guid.NewGuid();
            private static readonly List<Guid> s_ids = [Guid.NewGuid()];
            private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<object, Unit> s_weak = [];
            [ThreadStatic] private static List<int> s_ofThread;
            public static int Sum(string name)
            {
                s_isReady = true;
                s_first ??= new Unit { Number = 2 };
                (s_ofThread ??= []).Add(1);
                s_weak.GetValue(s_first, static _ => new Unit());
                return s_units.GetOrAdd(name, static _ => new Unit { Number = 1 }).Number + s_first.Number + s_lazy.Value.Number + s_ids.Count + (s_isReady && s_id != Guid.Empty ? 0 : 1) + Enumerable.Range(0, 3).Where(static n => n > 1).Count();
            }
        }

        public static class Roots
        {
            public static readonly ImageRoot<int[]> Registry = new(() => { Names.Add("a"); return [1]; });
            public static readonly ImageRoot<int[]> Pure = new(() => [1, 2, 3]);
            public static readonly ImageRoot<int[]> Again = new(() => { Names.Add("b"); return [2]; });
            public static readonly ImageRoot<int[]> OfDependency = new(() => { Plugins.Register("twice", static x => 2 * x); return [3]; });
            public static readonly ImageRoot<int[]> Property = new(() => { Plugins.Title = "mine"; return [4]; });
            public static readonly ImageRoot<int[]> Counter = new(() => [Numbers.Next(), Numbers.Next()]);
            public static readonly ImageRoot<int[]> CounterAgain = new(() => [Numbers.Next()]);
            public static readonly ImageRoot<int[]> PublicSwitch = new(() => { Switches.IsStrict = true; return [5]; });
            public static readonly ImageRoot<int[]> SetSwitch = new(() => { Switches.IsLoud = true; return [6]; });
            public static readonly ImageRoot<int[]> Element = new(() => { Matrix.Set(2); return [7]; });
            public static readonly ImageRoot<int[]> Variable = new(() => { Environment.SetEnvironmentVariable("IMAGING_TEST_SET", "x"); return [8]; });
            public static readonly ImageRoot<int[]> AppSwitch = new(() => { AppContext.SetSwitch("Imaging.Test.Switch", true); return [9]; });
            public static readonly ImageRoot<int[]> Provider = new(() => { Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); return [10]; });
            public static readonly ImageRoot<int[]> OfDisposed = new(() => { Disposed.Last = new(); Disposed.Last.Gate.Dispose(); return [11]; });
            public static readonly ImageRoot<int[]> AfterDisposed = new(() => [Disposed.Last.Home.Port]);
            public static readonly ImageRoot<int[]> OfAlike = new(() => { Structures.SetAlike(2); return [12]; });
            public static readonly ImageRoot<int[]> OfAlikeAgain = new(() => { Structures.SetAlike(3); return [13]; });
            public static readonly ImageRoot<int[]> OfUncomparable = new(() => { Structures.Set(Structures.Sum); return [14]; });
            public static readonly ImageRoot<int[]> AppData = new(() => { AppContext.SetData("Imaging.Test.Data", new Uncomparable(1)); return [15]; });
            public static readonly ImageRoot<int[]> Cached = new(() => [Caches.Sum("a") + Plugins.NameOf(typeof(Unit)).Length]);
            public static readonly ImageRoot<int[]> Initialised = new(() => [Early.One.Name.Length, Catalogue.Count]);
        }
        """;

    private static TestPackage s_below = null!;
    private static TestPackage s_package = null!;
    private static SerializeResult s_result = null!;

    [ClassInitialize]
    public static void Serialize(TestContext context)
    {
        s_below = TestPackage.Compile(Below, "Below");
        s_package = TestPackage.Compile(Source, "P", s_below);
        s_result = s_package.Serialize();
    }

    [ClassCleanup]
    public static void Delete()
    {
        Environment.SetEnvironmentVariable("IMAGING_TEST_SET", null);
        AppContext.SetData("Imaging.Test.Data", null);
        s_package.Dispose();
        s_below.Dispose();
    }

    [TestMethod]
    [DataRow("Registry", "its builder changed the static field Names.s_names, which has 1 elements now: the program would not have that when the root is restored")]
    [DataRow("Again", "its builder changed the static field Names.s_names, which has 2 elements now: the program would not have that when the root is restored")]
    [DataRow("OfDependency", "its builder changed the static field Plugins.s_known, which has 2 elements now: the program would not have that when the root is restored")]
    [DataRow("Property", "its builder changed the static field Plugins.Title, which it set: the program would not have that when the root is restored")]
    [DataRow("Counter", "its builder changed the static field Numbers.s_last, which it set: the program would not have that when the root is restored")]
    [DataRow("CounterAgain", "its builder changed the static field Numbers.s_last, which it set: the program would not have that when the root is restored")]
    [DataRow("PublicSwitch", "its builder changed the static field Switches.IsStrict, which it set: the program would not have that when the root is restored")]
    [DataRow("SetSwitch", "its builder changed the static field Switches.s_isLoud, which it set: the program would not have that when the root is restored")]
    [DataRow("Element", "its builder changed the static field Matrix.s_cells, which has 4 elements now: the program would not have that when the root is restored")]
    [DataRow("OfDisposed", "its builder changed the static field Disposed.Last, which it set: the program would not have that when the root is restored")]
    [DataRow("OfAlike", "its builder changed the static field Structures.s_two, which it set: the program would not have that when the root is restored")]
    [DataRow("OfAlikeAgain", "its builder changed the static field Structures.s_two, which it set: the program would not have that when the root is restored")]
    [DataRow("Variable", "its builder changed the environment variable IMAGING_TEST_SET, which the program would not have when the root is restored")]
    [DataRow("AppSwitch", "its builder changed the switch of AppContext Imaging.Test.Switch, which the program would not have when the root is restored")]
    [DataRow("AppData", "its builder changed the data of AppContext Imaging.Test.Data, which the program would not have when the root is restored")]
    [DataRow("Provider", "its builder changed the providers of encodings (Encoding.RegisterProvider), which the program would not have when the root is restored")]
    public void Root_is_refused_with_what_its_builder_changed(string root, string text)
    {
        ImagingDiagnostic warning = s_result.Diagnostics.Single(diagnostic => diagnostic.Message.StartsWith($"P: the root Roots.{root} ", StringComparison.Ordinal));

        Assert.AreEqual(("IMG2025", ImagingSeverity.Warning), (warning.Code, warning.Severity));
        Assert.AreEqual($"P: the root Roots.{root} keeps its builder: {text}; {Remedy}.", warning.Message);
    }

    [TestMethod]
    public void Caches_initialisers_and_what_an_earlier_builder_changed_refuse_no_root() =>
        Assert.AreEqual("AfterDisposed Cached Initialised OfUncomparable Pure", string.Join(' ', s_result.Roots.Where(static root => root.Captured).Select(static root => root.Root["Roots.".Length..]).Order(StringComparer.Ordinal)));
}
