using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Imaging.Serializer.Verifying;

/// <summary>Does one thing in a fresh process.</summary>
/// <param name="runtime">What it runs on.</param>
/// <param name="scratch">For the files of the process.</param>
/// <param name="cancellation">Ends the process.</param>
internal sealed class WorkerProcess(WorkerRuntime runtime, ScratchDirectory scratch, CancellationToken cancellation)
{
    private const int ErrorCharacters = 400;

    // What the process wrote before it ended is there at once.
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(2);

    private static readonly string s_worker = Path.Combine(Path.GetDirectoryName(typeof(WorkerProcess).Assembly.Location)!, "Imaging.Worker.dll");

    /// <param name="task">What to do.</param>
    /// <param name="arguments">What it is done with.</param>
    /// <param name="surroundings">Where it runs, with which variables, and how long it may.</param>
    /// <returns>The file with the result, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">The cancellation was raised.</exception>
    internal (string? Result, string? Failure) Run(string task, IEnumerable<string> arguments, WorkerSurroundings surroundings)
    {
        string result = scratch.File(task + ".json");
        string configuration = scratch.File(task + ".runtimeconfig.json");
        File.WriteAllText(configuration, runtime.Configuration);
        var start = new ProcessStartInfo(runtime.Host, ["exec", "--runtimeconfig", configuration, s_worker, task, result, .. arguments])
        {
            WorkingDirectory = surroundings.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in surroundings.Environment)
        {
            start.Environment.Add(name, value);
        }

        try
        {
            using Process process = Process.Start(start)!;
            string? failure = WaitFor(process, surroundings.Limit);
            return failure is not null ? (null, failure)
                : File.Exists(result) ? (result, null)
                : (null, "its process left no result");
        }
        catch (Win32Exception exception)
        {
            return (null, $"{runtime.Host} cannot be started: {exception.Message}");
        }
    }

    private string? WaitFor(Process process, TimeSpan limit)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(limit);
        process.StandardInput.Close();
        var output = new WrittenText(process.StandardOutput);
        var error = new WrittenText(process.StandardError);
        try
        {
            process.WaitForExitAsync(ending.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return $"its process did not end within {limit.TotalSeconds:0} s";
        }

        return process.ExitCode == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"its process ended with exit code {process.ExitCode}: {LastOf(error.Take(s_lastWords), output.Take(s_lastWords))}");
    }

    // On one line: a build prints each line of a message as a warning of its own.
    private static string LastOf(string error, string output)
    {
        string text = string.Join(' ', (error.Trim().Length > 0 ? error : output).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return text.Length <= ErrorCharacters ? text : text[..ErrorCharacters] + "…";
    }
}
