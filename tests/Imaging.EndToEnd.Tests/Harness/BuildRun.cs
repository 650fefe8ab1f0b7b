using Microsoft.Build.Logging.StructuredLogger;
using LogTask = Microsoft.Build.Logging.StructuredLogger.Task;

namespace Imaging.EndToEnd.Tests.Harness;

/// <summary>A build that has ended, and its log.</summary>
internal sealed class BuildRun(Execution execution, string logPath)
{
    private readonly Lazy<Build> _log = new(() => BinaryLog.ReadBuild(logPath));

    public int ExitCode => execution.ExitCode;

    public string Output => execution.Output;

    public IReadOnlyList<string?> ErrorCodes => [.. Nodes<Error>().Select(error => error.Code).Distinct()];

    public IReadOnlyList<string?> WarningCodes => [.. Nodes<Warning>().Select(warning => warning.Code).Distinct()];

    /// <summary>Every warning once, its code before its text.</summary>
    public IReadOnlyList<string> Warnings => [.. Nodes<Warning>().Select(warning => $"{warning.Code} {warning.Text}").Distinct()];

    public BuildRun Succeeded()
    {
        Assert.AreEqual(0, ExitCode, Output);
        return this;
    }

    public BuildRun FailedWith(string code)
    {
        Assert.AreNotEqual(0, ExitCode, Output);
        Assert.Contains(code, ErrorCodes, Output);
        return this;
    }

    /// <summary>How often a task ran, in one project or in all.</summary>
    public int Runs(string task, string? project = null) =>
        Nodes<LogTask>().Count(node => node.Name == task && (project is null || node.GetNearestParent<Project>()?.Name == project + ".csproj"));

    /// <summary>A target of Imaging or of MSBuild did its work, in one project or in all.</summary>
    public bool Executed(string target, string? project = null) =>
        Nodes<Target>().Any(node => node.Name == target && !node.Skipped && node.Children.OfType<LogTask>().Any()
            && (project is null || node.GetNearestParent<Project>()?.Name == project + ".csproj"));

    /// <summary>The image task did not run anywhere.</summary>
    public BuildRun SerializedNothing()
    {
        Assert.AreEqual(0, Runs("SerializePackageImage"), Output);
        Assert.IsFalse(Executed("SerializePackageImages"), Output);
        return this;
    }

    public BuildRun Serialized(string project)
    {
        Assert.AreEqual(1, Runs("SerializePackageImage", project), Output);
        return this;
    }

    /// <summary>The link task did not run anywhere.</summary>
    public BuildRun LinkedNothing()
    {
        Assert.AreEqual(0, Runs("LinkPackageImages"), Output);
        return this;
    }

    public BuildRun Linked(string project)
    {
        Assert.AreEqual(1, Runs("LinkPackageImages", project), Output);
        return this;
    }

    /// <summary>The packages that an image was made of, in ordinal order; one that several projects made theirs of comes as often.</summary>
    public IReadOnlyList<string> Made =>
        [.. Nodes<Message>().Select(static message => message.Text).Where(static text => text.Contains(" is stale because ", StringComparison.Ordinal)).Select(static text => text.Split(' ')[0]).Order(StringComparer.Ordinal)];

    /// <summary>When a target began, in the one project that has it.</summary>
    public DateTime StartOf(string target) => Nodes<Target>().Single(node => node.Name == target && node.Children.OfType<LogTask>().Any()).StartTime;

    public Error ErrorOf(string code) => Nodes<Error>().First(error => error.Code == code);

    public IReadOnlyList<string> Messages(string text) =>
        [.. Nodes<Message>().Where(message => message.Text.Contains(text, StringComparison.Ordinal)).Select(message => message.Text)];

    private IReadOnlyList<T> Nodes<T>()
        where T : BaseNode => _log.Value.FindChildrenRecursive<T>();
}
