using System.Reflection;
using System.Text.Json;

namespace Imaging.Serializer.Tests.Cli;

/// <summary>The tool that was built with these tests, run as a process.</summary>
internal static class ToolUnderTest
{
    /// <summary>The tool's assembly.</summary>
    internal static string Path { get; } = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "ToolUnderTest").Value!;

    internal static Task<ProgramResult> RunAsync(params string[] arguments) => RunOnAsync(host: null, arguments);

    internal static Task<ProgramResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        DotNetHost.RunAsync(["exec", Path, .. arguments], environment);

    /// <summary>Runs the tool on another <c>dotnet</c> than that of the tests; <see langword="null"/> for that one.</summary>
    internal static Task<ProgramResult> RunOnAsync(string? host, params string[] arguments) => DotNetHost.RunAsync(["exec", Path, .. arguments], host: host);

    /// <summary>Starts the tool; its output is of no interest.</summary>
    internal static System.Diagnostics.Process Start(params string[] arguments) => DotNetHost.Start(["exec", Path, .. arguments]);

    internal static async Task<JsonElement> RunJsonAsync(int exitCode, params string[] arguments)
    {
        ProgramResult result = await RunAsync([.. arguments, "--json"]);
        Assert.AreEqual(exitCode, result.ExitCode, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
