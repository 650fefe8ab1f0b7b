using System.Diagnostics;

namespace Imaging.Measurement;

/// <summary>A process that has ended.</summary>
/// <param name="ExitCode">0 where all went well.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed to the error stream.</param>
/// <param name="Elapsed">From before its start to after its end.</param>
internal sealed record ChildProcess(int ExitCode, string Output, string Error, TimeSpan Elapsed)
{
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs a program to its end, with an environment that holds no settings of Imaging or MSBuild but those given.</summary>
    public static ChildProcess Run(
        string program,
        IEnumerable<string> arguments,
        string? directory = null,
        IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsForeign).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach ((string name, string value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        return new ChildProcess(process.ExitCode, output, error.Result, elapsed);
    }

    /// <summary>Gives itself.</summary>
    /// <exception cref="MeasurementException">The exit code is not 0.</exception>
    public ChildProcess Succeeded(string what) => ExitCode == 0
        ? this
        : throw new MeasurementException($"{what} ended with exit code {ExitCode}{Environment.NewLine}{Output}{Error}".TrimEnd());

    private static bool IsForeign(string name) =>
        name.StartsWith("IMAGING_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);
}
