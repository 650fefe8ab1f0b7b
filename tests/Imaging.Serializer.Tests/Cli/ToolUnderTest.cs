using System.Reflection;
using System.Text.Json;

namespace Imaging.Serializer.Tests.Cli;

/// <summary>The tool that was built with these tests, run as a process.</summary>
internal static class ToolUnderTest
{
    private static readonly string s_path = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "ToolUnderTest").Value!;

    internal static Task<ProgramResult> RunAsync(params string[] arguments) => DotNetHost.RunAsync(["exec", s_path, .. arguments]);

    internal static Task<ProgramResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        DotNetHost.RunAsync(["exec", s_path, .. arguments], environment);

    internal static async Task<JsonElement> RunJsonAsync(int exitCode, params string[] arguments)
    {
        ProgramResult result = await RunAsync([.. arguments, "--json"]);
        Assert.AreEqual(exitCode, result.ExitCode, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
