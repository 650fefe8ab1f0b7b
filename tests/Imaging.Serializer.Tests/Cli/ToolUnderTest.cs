using System.Reflection;
using System.Text.Json;

namespace Imaging.Serializer.Tests.Cli;

/// <summary>The tool that was built with these tests, run as a process.</summary>
internal static class ToolUnderTest
{
    private static readonly string s_path = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "ToolUnderTest").Value!;

    internal static Task<ProgramResult> RunAsync(params string[] arguments) => RunOnAsync(host: null, arguments);

    internal static Task<ProgramResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        DotNetHost.RunAsync(["exec", s_path, .. arguments], environment);

    /// <summary>Runs the tool on another <c>dotnet</c> than that of the tests; <see langword="null"/> for that one.</summary>
    internal static Task<ProgramResult> RunOnAsync(string? host, params string[] arguments) => DotNetHost.RunAsync(["exec", s_path, .. arguments], host: host);

    internal static async Task<JsonElement> RunJsonAsync(int exitCode, params string[] arguments)
    {
        ProgramResult result = await RunAsync([.. arguments, "--json"]);
        Assert.AreEqual(exitCode, result.ExitCode, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
