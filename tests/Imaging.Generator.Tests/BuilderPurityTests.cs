namespace Imaging.Generator.Tests;

[TestClass]
public sealed class BuilderPurityTests
{
    [TestMethod]
    [DataRow("IMG1101", "DateTime.Now")]
    [DataRow("IMG1101", "DateTime.UtcNow")]
    [DataRow("IMG1101", "DateTime.Today")]
    [DataRow("IMG1101", "DateTimeOffset.Now")]
    [DataRow("IMG1101", "DateTimeOffset.UtcNow")]
    [DataRow("IMG1101", "Stopwatch.GetTimestamp()")]
    [DataRow("IMG1101", "Stopwatch.StartNew()")]
    [DataRow("IMG1101", "Environment.TickCount")]
    [DataRow("IMG1101", "Environment.TickCount64")]
    [DataRow("IMG1101", "TimeProvider.System")]
    [DataRow("IMG1102", "Environment.GetEnvironmentVariable(\"HOME\")!")]
    [DataRow("IMG1102", "Environment.GetEnvironmentVariables()")]
    [DataRow("IMG1102", "Environment.MachineName")]
    [DataRow("IMG1102", "Environment.UserName")]
    [DataRow("IMG1102", "Environment.ProcessId")]
    [DataRow("IMG1102", "Environment.ProcessorCount")]
    [DataRow("IMG1102", "Environment.CurrentDirectory")]
    [DataRow("IMG1102", "Environment.NewLine")]
    [DataRow("IMG1102", "Directory.GetCurrentDirectory()")]
    [DataRow("IMG1102", "Path.GetTempPath()")]
    [DataRow("IMG1102", "OperatingSystem.IsWindows()")]
    [DataRow("IMG1102", "RuntimeInformation.ProcessArchitecture")]
    [DataRow("IMG1103", "CultureInfo.CurrentCulture")]
    [DataRow("IMG1103", "CultureInfo.CurrentUICulture")]
    [DataRow("IMG1103", "StringComparer.CurrentCulture")]
    [DataRow("IMG1103", "StringComparison.CurrentCultureIgnoreCase")]
    [DataRow("IMG1103", "NumberFormatInfo.CurrentInfo")]
    [DataRow("IMG1103", "RegionInfo.CurrentRegion")]
    [DataRow("IMG1104", "TimeZoneInfo.Local")]
    [DataRow("IMG1104", "DateTime.UnixEpoch.ToLocalTime()")]
    [DataRow("IMG1104", "DateTimeOffset.UnixEpoch.LocalDateTime")]
    [DataRow("IMG1105", "Random.Shared")]
    [DataRow("IMG1105", "new Random()")]
    [DataRow("IMG1105", "Guid.NewGuid()")]
    [DataRow("IMG1105", "Guid.CreateVersion7()")]
    [DataRow("IMG1105", "RandomNumberGenerator.GetInt32(5)")]
    [DataRow("IMG1105", "RandomNumberGenerator.Create()")]
    [DataRow("IMG1105", "Path.GetRandomFileName()")]
    [DataRow("IMG1105", "HashCode.Combine(1)")]
    [DataRow("IMG1105", "\"a\".GetHashCode()")]
    [DataRow("IMG1106", "AppContext.BaseDirectory")]
    [DataRow("IMG1106", "AppDomain.CurrentDomain.BaseDirectory")]
    [DataRow("IMG1106", "typeof(C).Assembly.Location")]
    [DataRow("IMG1106", "Environment.ProcessPath!")]
    [DataRow("IMG1107", "s_mutable")]
    [DataRow("IMG1107", "Other.Mutable")]
    [DataRow("IMG1107", "Other.Property")]
    [DataRow("IMG1107", "Other.PrivatelySet")]
    [DataRow("IMG1107", "(s_mutable += 1)")]
    public async Task Impure_read_is_reported_where_it_is(string code, string read)
    {
        var compilation = Compile($"private static object Create() {{ object value = {read}; return value; }}");

        var location = read.TrimEnd('!').Replace("(s_mutable += 1)", "s_mutable", StringComparison.Ordinal);
        await Expect.DiagnosticsAsync(compilation, $"{code} {location}");
    }

    [TestMethod]
    [DataRow("DateTime.UnixEpoch")]
    [DataRow("new DateTime(2020, 1, 1).AddDays(1)")]
    [DataRow("new Random(42).Next()")]
    [DataRow("new Guid(\"00000000-0000-0000-0000-000000000001\")")]
    [DataRow("CultureInfo.InvariantCulture")]
    [DataRow("CultureInfo.GetCultureInfo(\"de-DE\")")]
    [DataRow("StringComparer.OrdinalIgnoreCase")]
    [DataRow("TimeZoneInfo.Utc")]
    [DataRow("string.Empty")]
    [DataRow("typeof(C).Assembly.GetManifestResourceNames()")]
    [DataRow("nameof(DateTime.Now) + nameof(s_mutable)")]
    [DataRow("s_readonly")]
    [DataRow("Constant")]
    [DataRow("Other.GetOnly")]
    [DataRow("Other.Computed")]
    [DataRow("Path.Combine(\"a\", \"b\")")]
    [DataRow("1.GetHashCode()")]
    [DataRow("new Stopwatch()")]
    [DataRow("Encoding.UTF8")]
    [DataRow("(s_mutable = 1)")]
    public Task Pure_code_is_not_reported(string expression) =>
        Expect.CleanAsync(Compile($"private static object Create() {{ object value = {expression}; return value; }}"));

    [TestMethod]
    public async Task Message_names_builder_root_and_member_and_says_what_to_do()
    {
        var compilation = Compile("private static object Create() => DateTime.Now;");

        Assert.AreEqual(
            "Builder 'Create' of image root 'Ns.C.Root' reads the clock ('DateTime.Now'), and the image keeps what the build saw; "
            + "read it when the program runs, outside of the root",
            await Expect.MessageAsync(compilation, "IMG1101"));
    }

    [TestMethod]
    [DataRow("private static object Create() => A(); static object A() => B(); static object B() => DateTime.Now;")]
    [DataRow("private static object Create() => Now; static object Now => DateTime.Now;")]
    [DataRow("private static object Create() => Now; static object Now { get { return DateTime.Now; } }")]
    [DataRow("private static object Create() => Now; static object Now { get; } = DateTime.Now;")]
    [DataRow("private static object Create() => s_now; static readonly object s_now = DateTime.Now;")]
    [DataRow("private static object Create() => new Nested(); class Nested { private object _now = DateTime.Now; }")]
    [DataRow("private static object Create() => new Nested(1); class Nested { public Nested(int i) : this() { } Nested() => _ = DateTime.Now; }")]
    [DataRow("private static object Create() { return Local(); static object Local() => DateTime.Now; }")]
    [DataRow("private static object Create() => Enumerable.Range(0, 3).Select(i => DateTime.Now).ToArray();")]
    [DataRow("private static object Create() => Enumerable.Range(0, 3).Select(Now).ToArray(); static object Now(int i) => DateTime.Now;")]
    [DataRow("private static object Create() { Func<object> now = () => DateTime.Now; return now(); }")]
    [DataRow("private static object Create() => Other.Elsewhere.Now(); } static class Other2 { ")]
    [DataRow("private static object Create() => default(Nested) + 1; struct Nested { public static object operator +(Nested a, int b) => DateTime.Now; }")]
    [DataRow("private static object Create() => Recursive(1); static object Recursive(int i) => i == 0 ? DateTime.Now : Recursive(i - 1);")]
    [DataRow("private static object Create() => Generic<int>(); static object Generic<T>() => DateTime.Now;")]
    [DataRow("private static object Create() => Partial(); private static partial object Partial(); private static partial object Partial() => DateTime.Now;")]
    public Task Reads_behind_calls_are_reported(string members) =>
        Expect.DiagnosticsAsync(Compile(members), "IMG1101 DateTime.Now");

    [TestMethod]
    [DataRow("private static object Create() => 1; static object NotCalled() => DateTime.Now;")]
    [DataRow("private static object Create() { return 1; static object Local() => DateTime.Now; }")]
    [DataRow("private static object Create() => new Clock(() => DateTime.Now); class Clock(Func<object> now) { public Func<object> Now => now; }")]
    [DataRow("private static object Create() => new Clock(Now); static object Now() => DateTime.Now; class Clock(Func<object> now) { public Func<object> Get => now; }")]
    [DataRow("private static object Create() => (Func<object>)(() => DateTime.Now);")]
    [DataRow("private static object Create() { var list = new System.Collections.Generic.List<Func<object>>(); list.Add(() => DateTime.Now); return list; }")]
    [DataRow("private static object Create() => new Func<object>[] { () => DateTime.Now };")]
    [DataRow("private static object Create() => new Holder { Now = () => DateTime.Now }; class Holder { public Func<object>? Now { get; set; } }")]
    [DataRow("private static object Create() => Twice; [ImageRoot(nameof(CreateTwice))] static partial object Twice { get; } static object CreateTwice() => 2;")]
    public Task Code_that_the_build_does_not_run_is_not_reported(string members)
    {
        return Expect.CleanAsync(Compile(members));
    }

    [TestMethod]
    public Task Methods_of_other_types_are_looked_through_but_not_their_calls() => Expect.DiagnosticsAsync(
        Compile("""
            private static object Create() => Far.First();
            """,
            "static class Far { public static object First() { _ = Environment.UserName; return Second(); } static object Second() => DateTime.Now; }"),
        "IMG1102 Environment.UserName");

    [TestMethod]
    [DataRow("new(() => DateTime.Now)", "IMG1101 DateTime.Now")]
    [DataRow("new(() => Helper())", "IMG1103 CultureInfo.CurrentCulture")]
    [DataRow("new(Helper)", "IMG1103 CultureInfo.CurrentCulture")]
    [DataRow("new ImageRoot<object>(delegate { return Guid.NewGuid(); })", "IMG1105 Guid.NewGuid()")]
    [DataRow("new(() => 1)", null)]
    public async Task Builders_of_fields_are_looked_through(string creation, string? expected)
    {
        var compilation = TestCompilation.Of($$"""
            using System; using System.Globalization; using Imaging;
            public static class C
            {
                public static readonly ImageRoot<object> Root = {{creation}};
                private static object Helper() => CultureInfo.CurrentCulture;
            }
            """);

        await Expect.DiagnosticsAsync(compilation, expected is null ? [] : [expected]);
        if (expected is not null)
        {
            Assert.Contains("of image root 'C.Root' reads", await Expect.MessageAsync(compilation, expected[..7]));
        }
    }

    [TestMethod]
    public async Task Read_that_two_roots_share_is_reported_for_each()
    {
        var compilation = Compile("""
            [ImageRoot(nameof(CreateOther))] public static partial object Other2 { get; }
            private static object CreateOther() => Shared();
            private static object Create() => Shared();
            private static object Shared() => DateTime.Now;
            """);

        await Expect.DiagnosticsAsync(compilation, "IMG1101 DateTime.Now", "IMG1101 DateTime.Now");
        var message = await Expect.MessageAsync(compilation, "IMG1101");
        Assert.Contains("Builder 'Create' of image root 'Ns.C.Root'", message);
        Assert.Contains("Builder 'CreateOther' of image root 'Ns.C.Other2'", message);
    }

    [TestMethod]
    public Task Warning_can_be_suppressed_where_it_is() => Expect.CleanAsync(Compile("""
        #pragma warning disable IMG1101
        private static object Create() => DateTime.Now;
        """));

    private static TestCompilation Compile(string members, string others = "") => TestCompilation.Of($$"""
        using System; using System.Diagnostics; using System.Globalization; using System.IO; using System.Linq;
        using System.Runtime.InteropServices; using System.Security.Cryptography; using System.Text; using Imaging;
        #pragma warning disable CS0169, CS0414, CS8321
        namespace Ns;
        public static class Other
        {
            public static int Mutable = 1;
            public static int Property { get; set; }
            public static int PrivatelySet { get; private set; }
            public static int GetOnly { get; } = 1;
            public static int Computed { get => 1; set { } }
            public static class Elsewhere { public static object Now() => DateTime.Now; }
        }
        public static partial class C
        {
            private const int Constant = 1;
            private static readonly int s_readonly = 1;
            private static int s_mutable = 1;
            [ImageRoot(nameof(Create))] public static partial object Root { get; }
            {{members}}
        }
        {{others}}
        """);
}
