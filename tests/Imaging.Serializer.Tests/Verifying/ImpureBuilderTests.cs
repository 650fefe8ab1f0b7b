using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Tests.Verifying;

/// <summary>What a builder should not depend on is found by a second capture, each by itself and next to a root that is pure.</summary>
[TestClass]
public sealed class ImpureBuilderTests
{
    private const string Variable = "IMAGING_TESTED_VARIABLE";

    private const string Source = """
        using System.Buffers;
        using System.Globalization;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Runtime.Intrinsics;

        public sealed class Holder<T>(T value) { public T Value { get; } = value; }

        public struct Price { public string Currency; public DateTime Until; }

        public sealed class Item { public string Name; public Price Price; }

        public class Below { private object _part = "below"; private int _number = 1; public string Show() => $"{_part} {_number}"; }
        public sealed class Above : Below { private object _part; private int _number = 2; public string ShowOwn() => $"{_part} {_number}"; }
        public sealed class Hashed(string text) { private int _hash; public override int GetHashCode() => _hash == 0 ? _hash = text.GetHashCode() : _hash; public override bool Equals(object other) => ReferenceEquals(this, other); }

        public sealed class Shop { public List<Item> Items = []; public Shop Next; }

        public static class Roots
        {
            public static readonly ImageRoot<Holder<DateTime>> Clock = new(() => new(DateTime.UtcNow));
            public static readonly ImageRoot<Holder<long>> Ticks = new(() => new(DateTime.UtcNow.Ticks));
            public static readonly ImageRoot<Holder<int>> Chance = new(() => new(Random.Shared.Next()));
            public static readonly ImageRoot<Holder<Guid>> Unique = new(() => new(Guid.NewGuid()));
            public static readonly ImageRoot<Holder<string>> Culture = new(() => new(1.5.ToString()));
            public static readonly ImageRoot<Holder<string>> CultureName = new(() => new(CultureInfo.CurrentCulture.Name));
            public static readonly ImageRoot<Holder<string>> Zone = new(() => new(TimeZoneInfo.Local.Id));
            public static readonly ImageRoot<Holder<DateTime>> Local = new(() => new(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).ToLocalTime()));
            public static readonly ImageRoot<Holder<DateTimeOffset>> Offset = new(() => new(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToLocalTime()));
            public static readonly ImageRoot<Holder<DateTime>> TimeKind = new(() => new(new DateTime(2024, 1, 1, 0, 0, 0, Environment.ProcessorCount == 3 ? DateTimeKind.Utc : DateTimeKind.Unspecified)));
            public static readonly ImageRoot<Holder<decimal>> Scale = new(() => new(Environment.ProcessorCount == 3 ? 1.00m : 1.0m));
            public static readonly ImageRoot<Holder<double>> Zero = new(() => new(Environment.ProcessorCount == 3 ? -0.0 : 0.0));
            public static readonly ImageRoot<Dictionary<string, double>> NoNumber = new(() => new() { ["a"] = BitConverter.Int64BitsToDouble(Environment.ProcessorCount == 3 ? 0x7FF8_0000_0000_0002 : 0x7FF8_0000_0000_0001) });
            public static readonly ImageRoot<Holder<string>> Variable = new(() => new(Environment.GetEnvironmentVariable("IMAGING_TESTED_VARIABLE")));
            public static readonly ImageRoot<Holder<string>> Current = new(() => new(Environment.CurrentDirectory));
            public static readonly ImageRoot<Holder<string>> Home = new(() => new(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)));
            public static readonly ImageRoot<Holder<int>> Processors = new(() => new(Environment.ProcessorCount));
            public static readonly ImageRoot<Holder<int>> Identity = new(() => new(RuntimeHelpers.GetHashCode(new object())));
            public static readonly ImageRoot<Holder<int>> Hash = new(() => new("text".GetHashCode()));
            public static readonly ImageRoot<byte[]> Pool = new(() => ArrayPool<byte>.Shared.Rent(100));
            public static readonly ImageRoot<Holder<long>> Address = new(() => new(Marshal.AllocHGlobal(16)));
            public static readonly ImageRoot<Holder<bool>> Feature = new(() => new(Vector256.IsHardwareAccelerated));
            public static readonly ImageRoot<Holder<nint>> NativeAddress = new(() => new(Marshal.AllocHGlobal(16)));
            public static readonly ImageRoot<Holder<nint>> NativeHandle = new(() => new(System.IO.File.OpenHandle(typeof(Roots).Assembly.Location).DangerousGetHandle()));
            public static readonly ImageRoot<Hashed> CachedHash = new(() => { var hashed = new Hashed("text"); hashed.GetHashCode(); return hashed; });
            public static readonly ImageRoot<Holder<int>> Width = new(() => new(System.Numerics.Vector<byte>.Count));
            public static readonly ImageRoot<string[]> Sorted = new(() => [.. new[] { "\u0131", "z", "i", "I" }.Order()]);
            public static readonly ImageRoot<Dictionary<string, int>> CultureComparer = new(() => new(StringComparer.CurrentCultureIgnoreCase) { ["a"] = 1 });
            public static readonly ImageRoot<Holder<string>> Secret = new(() => new("Server=x;Password=" + (Environment.GetEnvironmentVariable("IMAGING_TESTED_VARIABLE") ?? "none")));
            public static readonly ImageRoot<Dictionary<string, int>> SecretKey = new(() => new() { [Environment.GetEnvironmentVariable("IMAGING_TESTED_VARIABLE") ?? "none"] = 1 });
            public static readonly ImageRoot<Dictionary<string, int>> SecretInKey = new(() => new() { ["key of " + Environment.GetEnvironmentVariable("IMAGING_TESTED_QUOTED")] = 1 });
            public static readonly ImageRoot<string[]> Length = new(() => new string[Environment.ProcessorCount]);
            public static readonly ImageRoot<object> Kind = new(() => Environment.ProcessorCount == 3 ? new List<int>() : new Holder<int>(0));
            public static readonly ImageRoot<Holder<object>> Missing = new(() => new(Environment.ProcessorCount == 3 ? null : new object()));
            public static readonly ImageRoot<object[]> Sharing = new(() => Share(Environment.ProcessorCount == 3));
            public static readonly ImageRoot<string> Throwing = new(() => Environment.ProcessorCount == 3 ? throw new NotSupportedException("not\nthere") : "");
            public static readonly ImageRoot<object> Refused = new(() => Environment.ProcessorCount == 3 ? new Thread(() => { }) : "");
            public static readonly ImageRoot<Shop> Deep = new(MakeShop);
            public static readonly ImageRoot<Shop> DeepUser = new(() => new Shop { Next = Deep.Value.Next });

            public static readonly ImageRoot<Above> SameNames = new(() => new());
            public static readonly ImageRoot<Shop> Pure = new(() => new Shop { Items = [new() { Name = "pure" }], Next = new Shop() });

            private static object[] Share(bool shares)
            {
                var box = new Holder<string>("x");
                return [box, shares ? box : new Holder<string>("x")];
            }

            private static Shop MakeShop() => new()
            {
                Next = new Shop { Items = [new() { Name = "a" }, new() { Name = "b" }, new() { Name = "c", Price = new Price { Currency = "EUR", Until = DateTime.UtcNow } }] },
            };
        }
        """;

    private static TestPackage s_package = null!;
    private static SerializeResult s_result = null!;

    [ClassInitialize]
    public static void Serialize(TestContext context)
    {
        Environment.SetEnvironmentVariable(Variable, "of the build");
        Environment.SetEnvironmentVariable("IMAGING_TESTED_QUOTED", "\"of the build\"");
        s_package = TestPackage.Compile(Source);
        s_result = s_package.Serialize(static request => request with { Verify = true });
    }

    [ClassCleanup]
    public static void Delete() => s_package.Dispose();

    [TestMethod]
    [DataRow("Clock", ".Value", "Z in the build", "the clock")]
    [DataRow("Ticks", ".Value", " in the build", "the clock")]
    [DataRow("Chance", ".Value", " in the build", "random number")]
    [DataRow("Unique", ".Value", "-", "random number")]
    [DataRow("Culture", ".Value", "\"1.5\" in the build, \"1,5\" there", "the culture")]
    [DataRow("CultureName", ".Value", "there", "the culture")]
    [DataRow("Zone", ".Value", "\"Asia/Kathmandu\" there", "the time zone")]
    [DataRow("Local", ".Value", "2026-01-02T08:49:05.0000000 local there", "the time zone")]
    [DataRow("Offset", ".Value", "2024-01-01T05:45:00.0000000+05:45 there", "the time zone")]
    [DataRow("TimeKind", ".Value", "2024-01-01T00:00:00.0000000 in the build, 2024-01-01T00:00:00.0000000Z there", "the time zone")]
    [DataRow("Scale", ".Value", "1.0 in the build, 1.00 there", "")]
    [DataRow("Zero", ".Value", "0 in the build, -0 there", "")]
    [DataRow("NoNumber", "[\"a\"]", "NaN (bytes 010000000000F87F) in the build, NaN (bytes 020000000000F87F) there", "")]
    [DataRow("Variable", ".Value", "\"$IMAGING_TESTED_VARIABLE\" in the build, null there", "an environment variable")]
    [DataRow("Secret", ".Value", "\"Server=x;Password=$IMAGING_TESTED_VARIABLE\" in the build, \"Server=x;Password=none\" there", "")]
    [DataRow("SecretKey", "[\"$IMAGING_TESTED_VARIABLE\"]: 1 in the build, no entry there", "1 in the build", "an environment variable")]
    [DataRow("SecretInKey", "[\"key of $IMAGING_TESTED_QUOTED\"]: ", "no entry there", "")]
    [DataRow("NativeAddress", ".Value", " in the build", "an address in memory, or a handle")]
    [DataRow("NativeHandle", ".Value", " in the build", "an address in memory, or a handle")]
    [DataRow("CachedHash", "._hash", " in the build", "a hash code")]
    [DataRow("CultureComparer", "", "CultureComparer |1 in the build, CultureComparer tr-TR|1 there", "the culture")]
    [DataRow("Current", ".Value", "\" there", "a directory")]
    [DataRow("Home", ".Value", "\" there", "a directory")]
    [DataRow("Processors", ".Value", " in the build, 3 there", "processors")]
    [DataRow("Identity", ".Value", " in the build", "a hash code")]
    [DataRow("Hash", ".Value", " in the build", "a hash code")]
    [DataRow("Pool", "[", "165 there", "ArrayPool")]
    [DataRow("Address", ".Value", " in the build", "")]
    [DataRow("Length", "", "elements in the build, 3 elements there", "")]
    [DataRow("Kind", "", "an object of Holder`1[System.Int32] in the build, an object of System.Collections.Generic.List`1[System.Int32] there", "")]
    [DataRow("Missing", ".Value", "an object of System.Object in the build, null there", "")]
    [DataRow("Sharing", "[1]", "an object of its own in the build, an object that is met before there", "")]
    [DataRow("Throwing", "", "its builder threw System.NotSupportedException: not there) there", "")]
    [DataRow("Refused", "", "none (IMG2012 at Roots.Refused", "")]
    [DataRow("Deep", ".Next.Items[2].Price.Until", "Z in the build", "the clock")]
    public void Root_is_refused_with_its_path_and_both_values(string root, string path, string values, string cause)
    {
        ImagingDiagnostic warning = s_result.Diagnostics.Single(diagnostic => diagnostic.Message.StartsWith($"P: the root Roots.{root} ", StringComparison.Ordinal));

        Assert.AreEqual(("IMG2030", ImagingSeverity.Warning), (warning.Code, warning.Severity));
        Assert.Contains($"gave another value at Roots.{root}{path}", warning.Message);
        Assert.Contains(values, warning.Message);
        Assert.Contains(cause, warning.Message[warning.Message.IndexOf("The likely cause is", StringComparison.Ordinal)..]);
        Assert.DoesNotContain("\n", warning.Message);
        RootOutcome outcome = s_result.Roots.Single(outcome => outcome.Root == "Roots." + root);
        Assert.IsFalse(outcome.Captured);
        Assert.AreNotEqual(TimeSpan.Zero, outcome.BuilderTime);
    }

    [TestMethod]
    public void Processor_feature_is_found_where_the_processor_has_it()
    {
        bool isFound = s_result.Diagnostics.Any(static diagnostic => diagnostic.Message.Contains("at Roots.Feature.Value: True in the build, False there. The likely cause is a feature of the processor", StringComparison.Ordinal));

        Assert.AreEqual(System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated, isFound);
    }

    [TestMethod]
    public void Width_of_vectors_is_found_where_the_processor_has_several()
    {
        bool isFound = s_result.Diagnostics.Any(static diagnostic => diagnostic.Message.Contains("at Roots.Width.Value: 32 in the build, 16 there. The likely cause is a feature of the processor", StringComparison.Ordinal));

        Assert.AreEqual(System.Numerics.Vector<byte>.Count == 32, isFound);
    }

    [TestMethod]
    public void List_ordered_by_culture_is_found_where_there_are_cultures()
    {
        bool isFound = s_result.Diagnostics.Any(static diagnostic => diagnostic.Message.Contains("at Roots.Sorted[0]: \"i\" in the build, \"\u0131\" there. The likely cause is the culture", StringComparison.Ordinal));

        Assert.AreEqual(!AppContext.TryGetSwitch("System.Globalization.Invariant", out bool isInvariant) || !isInvariant, isFound);
    }

    [TestMethod]
    public void Values_of_environment_variables_are_not_in_the_log() =>
        Assert.DoesNotContain("of the build", string.Concat(s_result.Diagnostics.Select(static diagnostic => diagnostic.Message + diagnostic.Detail)));

    [TestMethod]
    public void Root_that_shares_objects_with_one_that_differs_is_refused_with_it()
    {
        Assert.IsFalse(s_result.Roots.Single(static outcome => outcome.Root == "Roots.DeepUser").Captured);
        Assert.IsTrue(s_result.Diagnostics.Any(static diagnostic => diagnostic.Code == "IMG2030" && diagnostic.Message.Contains("the root Roots.DeepUser ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Pure_root_is_captured_and_restored()
    {
        Assert.IsTrue(s_result.Roots.Single(static outcome => outcome.Root == "Roots.Pure").Captured);
        Assert.IsTrue(s_result.Roots.Single(static outcome => outcome.Root == "Roots.SameNames").Captured, "fields of the same name in a class and its base");
        Assert.IsTrue(s_result.Verified);
        Assert.IsTrue(ImageDescription.Read(s_package.ImagePath).Verified);
        Assert.IsEmpty(ImageVerifier.Verify(s_package.ImagePath));
        Assert.AreEqual("pure", (await s_package.PrintAsync("Roots.Pure.Value.Items[0].Name")).Text());
    }

    [TestMethod]
    public void Image_says_nothing_that_would_differ_in_the_next_build()
    {
        string image = System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(s_package.ImagePath));

        Assert.Contains("IMG2030 a second capture gave another value", image);
        Assert.DoesNotContain("in the build", image);
        string other = Path.Combine(s_package.Directory, "other.pkgimg");
        s_package.Serialize(request => request with { ImagePath = other, Verify = true });
        Assert.IsTrue(File.ReadAllBytes(other).AsSpan().SequenceEqual(File.ReadAllBytes(s_package.ImagePath)));
    }
}
