namespace Imaging.Serializer.Tests.Restore;

/// <summary>Reads roots in processes of their own and asserts how they got their values.</summary>
internal static class RootReading
{
    /// <summary>A program that prints an expression over roots, or how it was rejected, and then each decision.</summary>
    /// <param name="expression">C#. Any exception but a rejection ends the program.</param>
    internal static string Program(string expression) => $$"""
        try { Console.WriteLine("value " + ({{expression}})); }
        catch (ImageRejectedException rejection) { Console.WriteLine($"rejected {rejection.Root}: {rejection.Reason}"); }
        foreach (ImageDecision decision in PackageImage.Decisions)
        {
            Console.WriteLine($"{decision.Root} {(decision.FromImage ? "image" : "builder: " + decision.Reason)}");
        }
        """;

    /// <summary>Asserts that the image is used.</summary>
    internal static async Task IsRestoredAsync(
        TestPackage package,
        string expression,
        string value,
        string root,
        IReadOnlyDictionary<string, string>? environment = null,
        IReadOnlyDictionary<string, string>? options = null)
    {
        ProgramResult result = await package.RunAsync(Program(expression), "required", environment, options);
        Assert.AreEqual($"value {value}\n{root} image", result.Text());
    }

    /// <summary>Asserts that the builder makes the value in mode <c>auto</c>, that <c>required</c> rejects the root, and that both say why.</summary>
    /// <param name="package">The package.</param>
    /// <param name="expression">An expression over one root.</param>
    /// <param name="value">Its value as the builder makes it.</param>
    /// <param name="root">The root's name.</param>
    /// <param name="reason">A part of the reason.</param>
    /// <param name="environment">Variables of both processes.</param>
    /// <param name="options">Runtimeconfig properties of both processes.</param>
    internal static async Task IsBuiltAsync(
        TestPackage package,
        string expression,
        string value,
        string root,
        string reason,
        IReadOnlyDictionary<string, string>? environment = null,
        IReadOnlyDictionary<string, string>? options = null)
    {
        var logged = new Dictionary<string, string>(environment ?? new Dictionary<string, string>()) { ["IMAGING_LOG"] = "1" };
        ProgramResult auto = await package.RunAsync(Program(expression), "auto", logged, options);
        string[] lines = auto.Text().Split('\n');
        Assert.AreEqual("value " + value, lines[0]);
        Assert.HasCount(2, lines);
        Assert.StartsWith($"{root} builder: ", lines[1]);
        Assert.Contains(reason, lines[1]);
        Assert.MatchesRegex($@"^imaging: \w+ {root} builder \d+\.\d\d ms: ", auto.Error);
        Assert.Contains(reason, auto.Error);

        ProgramResult required = await package.RunAsync(Program(expression), "required", environment, options);
        Assert.StartsWith($"rejected {root}: ", required.Text());
        Assert.Contains(reason, required.Text());
        Assert.AreEqual("", required.Error);
    }
}
