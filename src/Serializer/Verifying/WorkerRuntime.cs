using Imaging.Restore;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Verifying;

/// <summary>What a worker process runs on.</summary>
/// <param name="Host">Full path of the <c>dotnet</c> that starts it: another one would have other frameworks.</param>
/// <param name="Configuration">Its runtime configuration, in JSON, by which that chooses the framework.</param>
internal sealed record WorkerRuntime(string Host, string Configuration)
{
    /// <summary>File name of a host.</summary>
    internal static string HostName { get; } = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <summary>Full path of the <c>dotnet</c> that has the framework of this process.</summary>
    internal static string HostOfThisProcess { get; } = FindHost();

    /// <summary>The framework of this process, with others. The knobs are the same, because images say what they were: a program with others runs its builders.</summary>
    internal static WorkerRuntime With(IEnumerable<SharedFramework> frameworks) => new(
        HostOfThisProcess,
        $$"""
        {
          "runtimeOptions": {
            "tfm": "net10.0",
            "rollForward": "Disable",
            "frameworks": [ {{string.Join(", ", frameworks.Prepend(new SharedFramework(SharedFramework.Core, Path.GetFileName(FrameworkDirectory.FullPath))).Select(static framework => $$"""{ "name": "{{framework.Name}}", "version": "{{framework.Version}}" }"""))}} ],
            "configProperties": { {{string.Join(", ", RuntimeKnobs.Names.Select(static name => $"\"{name}\": {RuntimeKnobs.Current(name)}"))}} }
          }
        }
        """);

    // A program with a host of its own runs on the framework of an installed one. Where frameworks are links, only the process tells which.
    private static string FindHost() => Environment.ProcessPath is { } path && Path.GetFileName(path) == HostName
        ? path
        : Path.GetFullPath(Path.Combine(FrameworkDirectory.FullPath, "..", "..", "..", HostName));
}
