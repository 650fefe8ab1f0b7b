using System.Globalization;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>What becomes of the other roots of a package, and of its image, when one root cannot be captured.</summary>
[TestClass]
public sealed class RootRefusalTests
{
    private const string Mixed = """
        public static class Roots
        {
            public static readonly ImageRoot<string[]> Before = new(() => ["a", "b"]);
            public static readonly ImageRoot<object[]> Bad = new(() => [new List<string> { "x" }, Shared, new System.IO.MemoryStream()]);
            public static readonly ImageRoot<List<int>> After = new(() => [1, 2, 3]);
            private static object Shared => new object[] { 1 };
        }
        """;

    [TestMethod]
    public async Task Refused_root_takes_no_other_with_it()
    {
        using var package = TestPackage.Compile(Mixed);

        SerializeResult result = package.Serialize();

        Assert.AreEqual("Roots.Before True,Roots.Bad False,Roots.After True", Outcomes(result));
        Assert.AreEqual("IMG2010", result.Diagnostics.Single().Code);
        Assert.AreEqual("b3", (await package.PrintAsync("Roots.Before.Value[1] + Roots.After.Value[2]")).Text());
        ProgramResult bad = await package.PrintAsync("Roots.Bad.Value.Length", "auto", new Dictionary<string, string> { ["IMAGING_LOG"] = "1" });
        Assert.AreEqual("3", bad.Text());
        Assert.Contains("imaging: P Roots.Bad builder ", bad.Error);
    }

    [TestMethod]
    public async Task Excluded_root_keeps_its_builder_without_running_it()
    {
        using var package = TestPackage.Compile(Mixed.Replace("[new List<string> { \"x\" }, Shared, new System.IO.MemoryStream()]", "throw new NotSupportedException()", StringComparison.Ordinal));

        SerializeResult result = package.Serialize(static request => request with { Exclude = ["Roots.Bad"] });

        Assert.AreEqual("Roots.Before True,Roots.Bad False,Roots.After True", Outcomes(result));
        Assert.AreEqual("ImagingExclude names it", result.Roots[1].Refusal);
        Assert.IsEmpty(result.Diagnostics);
        Assert.AreEqual("b3", (await package.PrintAsync("Roots.Before.Value[1] + Roots.After.Value[2]")).Text());
    }

    [TestMethod]
    public void Exclusion_of_what_is_no_root_is_said()
    {
        using var package = TestPackage.Compile(Mixed);

        SerializeResult result = package.Serialize(static request => request with { Exclude = ["Roots.Bad", "Roots.Bat"] });

        ImagingDiagnostic said = result.Diagnostics.Single();
        Assert.AreEqual("IMG2005", said.Code);
        Assert.AreEqual(ImagingSeverity.Warning, said.Severity);
        Assert.AreEqual("P: ImagingExclude names Roots.Bat, which is no root. The roots are: Roots.Before, Roots.Bad, Roots.After.", said.Message);
        Assert.IsTrue(result.ImageWritten);
    }

    [TestMethod]
    public void Roots_of_the_same_name_are_an_error()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<int[]> First = new(() => [1], "Same");
                public static readonly ImageRoot<int[]> Second = new(() => [2], "Same");
                public static readonly ImageRoot<int[]> Third = new(() => [3]);
            }
            """);

        SerializeResult result = package.Serialize();

        ImagingDiagnostic said = result.Diagnostics.Single();
        Assert.AreEqual("IMG2004", said.Code);
        Assert.AreEqual(ImagingSeverity.Error, said.Severity);
        Assert.AreEqual("P: 2 roots are called Roots.Same, so they cannot be told apart. Give each a name of its own as the second argument of ImageRoot's constructor.", said.Message);
        Assert.IsFalse(File.Exists(package.ImagePath));
    }

    [TestMethod]
    public void Builder_that_does_not_end_is_an_error()
    {
        using var package = TestPackage.Compile("""
            public static class Roots { public static readonly ImageRoot<int[]> Endless = new(() => { Thread.Sleep(TimeSpan.FromSeconds(20)); return [1]; }); }
            """);

        SerializeResult result = package.Serialize(static request => request with { BuilderTimeout = TimeSpan.FromSeconds(0.5) });

        ImagingDiagnostic said = result.Diagnostics.Single();
        Assert.AreEqual("IMG2002", said.Code);
        Assert.AreEqual(ImagingSeverity.Error, said.Severity);
        Assert.AreEqual("P: the builder of Roots.Endless did not end within 0.5 s (ImagingBuilderTimeout). It still runs in this build process: stop it, or end the process with 'dotnet build-server shutdown'.", said.Message);
        Assert.IsFalse(File.Exists(package.ImagePath));
    }

    [TestMethod]
    public void Timeout_of_a_builders_own_is_what_it_threw()
    {
        using var package = TestPackage.Compile("""
            public static class Roots { public static readonly ImageRoot<int[]> Remote = new(() => throw new TimeoutException("no answer")); }
            """);

        ImagingDiagnostic said = package.Serialize(static request => request with { BuilderTimeout = null }).Diagnostics.Single();

        Assert.AreEqual("IMG2001 P: the builder of Roots.Remote threw System.TimeoutException: no answer", $"{said.Code} {said.Message}");
    }

    [TestMethod]
    [DataRow("throw new InvalidOperationException(\"no luck,\\r\\n  today\")", "System.InvalidOperationException: no luck, today")]
    [DataRow("Broken.Text", "System.InvalidOperationException: broken")]
    public void Builder_that_throws_is_an_error_of_one_line_with_its_place_and_its_stack_for_the_log(string value, string text)
    {
        using var package = TestPackage.Compile($$"""
            public static class Broken { public static string Text; static Broken() => throw new InvalidOperationException("broken"); }
            public static class Roots { public static readonly ImageRoot<string> Throwing = new(() =>
                {{value}}); }
            """);

        SerializeResult result = package.Serialize();

        ImagingDiagnostic said = result.Diagnostics.Single();
        Assert.AreEqual("IMG2001", said.Code);
        Assert.AreEqual(ImagingSeverity.Error, said.Severity);
        Assert.AreEqual($"P: the builder of Roots.Throwing threw {text}", said.Message);
        Assert.AreEqual(("Source.cs", value == "Broken.Text" ? 1 : 3), (said.File, said.Line));
        Assert.Contains($"{Environment.NewLine}   at Roots.", said.Detail ?? "");
        Assert.IsFalse(result.Roots.Single().Captured);
        Assert.IsFalse(File.Exists(package.ImagePath));
    }

    [TestMethod]
    public void Slack_of_a_string_builder_is_not_in_the_image()
    {
        const string Secret = "not for the image";
        using var package = TestPackage.Compile($$"""
            public static class Roots
            {
                public static readonly ImageRoot<StringBuilder> Builder = new(() =>
                {
                    var builder = new StringBuilder(4_000).Append("kept ").Append("{{Secret}}".ToUpperInvariant());
                    builder.Length = 5;
                    return builder;
                });
            }
            """);

        package.SerializeAll();

        ReadOnlySpan<byte> image = File.ReadAllBytes(package.ImagePath);
        Assert.IsGreaterThan(0, image.IndexOf(System.Runtime.InteropServices.MemoryMarshal.AsBytes<char>("kept ")));
        Assert.AreEqual(-1, image.IndexOf(System.Runtime.InteropServices.MemoryMarshal.AsBytes<char>(Secret.ToUpperInvariant())));
    }

    private static string Outcomes(SerializeResult result) =>
        string.Join(',', result.Roots.Select(static root => string.Create(CultureInfo.InvariantCulture, $"{root.Root} {root.Captured}")));
}
