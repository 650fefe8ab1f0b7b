namespace Imaging.Build;

/// <summary>One failed test, or a test host that did not do its work.</summary>
internal sealed record TestFailure(string Project, string Test, string Message)
{
    public override string ToString() => $"FAILED {Test} ({Project}){Environment.NewLine}{Indent(Message)}";

    private static string Indent(string text) =>
        string.Join(Environment.NewLine, text.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => $"    {line}"));
}

/// <summary>What tests reported, summed over projects.</summary>
internal sealed record TestTally(int Passed, int Skipped, IReadOnlyList<TestFailure> Failures)
{
    public static TestTally None { get; } = new(0, 0, []);

    public static TestTally Broken(string project, string message) => new(0, 0, [new TestFailure(project, "test host", message)]);

    public static TestTally operator +(TestTally left, TestTally right) =>
        new(left.Passed + right.Passed, left.Skipped + right.Skipped, [.. left.Failures, .. right.Failures]);

    public override string ToString() =>
        $"{Passed} passed, {Failures.Count} failed" + (Skipped == 0 ? "" : $", {Skipped} skipped");
}
