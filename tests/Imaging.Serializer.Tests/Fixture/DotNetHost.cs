using System.Diagnostics;

namespace Imaging.Serializer.Tests;

/// <summary>What a process printed, and how it ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>The output without the line end behind it, of a program that must have ended well.</summary>
    internal string Text()
    {
        Assert.AreEqual(0, ExitCode, $"exit code {ExitCode}\n{Output}\n{Error}");
        return Output.ReplaceLineEndings("\n").TrimEnd('\n');
    }
}

/// <summary>Starts programs in processes of their own.</summary>
internal static class DotNetHost
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <summary>The runtime that these tests run on: a program must find the framework that its image was made with.</summary>
    internal static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    internal static string FrameworkDirectory { get; } = System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <param name="arguments">Arguments of <c>dotnet</c>.</param>
    /// <param name="environment">Variables to set. No <c>IMAGING_</c> variable of the tests' own process is passed on.</param>
    /// <param name="host">The <c>dotnet</c> to start; by default that of these tests.</param>
    internal static async Task<ProgramResult> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? host = null)
    {
        using Process process = Start(arguments, environment, host);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} did not end within {s_limit}\n{await output}\n{await error}");
        }

        return new ProgramResult(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a program whose output is read by the caller.</summary>
    /// <param name="arguments">Arguments of <c>dotnet</c>.</param>
    /// <param name="environment">Variables to set. No <c>IMAGING_</c> variable of the tests' own process is passed on.</param>
    /// <param name="host">The <c>dotnet</c> to start; by default that of these tests.</param>
    internal static Process Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? host = null)
    {
        var start = new ProcessStartInfo(host ?? Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string inherited in start.Environment.Keys.Where(static name => name.StartsWith("IMAGING_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
