using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Imaging.Restore;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Verifying;

/// <summary>A second capture that was made, or why there is none.</summary>
internal sealed record SecondCapture(SerializeResult? Result, string? Failure);

/// <summary>Captures a package once more, in a fresh process that differs from this one in all that a builder should not depend on.</summary>
internal static class WorkerProcess
{
    private const int ErrorCharacters = 400;

    private static readonly string s_worker = Path.Combine(Path.GetDirectoryName(typeof(WorkerProcess).Assembly.Location)!, "Imaging.Worker.dll");

    /// <summary>The host of the framework that this process runs on: another one would have another framework.</summary>
    private static readonly string s_host =
        Path.GetFullPath(Path.Combine(FrameworkDirectory.FullPath, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <param name="request">The package; the image goes where it says.</param>
    /// <param name="scratch">For the files of the process.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal static SecondCapture Capture(SerializeRequest request, ScratchDirectory scratch, TimeSpan limit, CancellationToken cancellation)
    {
        string result = scratch.File("result.json");
        File.WriteAllBytes(scratch.File("request.json"), JsonSerializer.SerializeToUtf8Bytes(request));
        File.WriteAllText(scratch.File("runtimeconfig.json"), RuntimeConfiguration());
        try
        {
            using Process process = Process.Start(CreateStart(scratch, result))!;
            return WaitFor(process, result, limit, cancellation);
        }
        catch (Win32Exception exception)
        {
            return new SecondCapture(null, $"{s_host} cannot be started: {exception.Message}");
        }
    }

    private static SecondCapture WaitFor(Process process, string resultPath, TimeSpan limit, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(limit);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            process.WaitForExitAsync(ending.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return new SecondCapture(null, $"its process did not end within {limit.TotalSeconds:0} s");
        }

        return File.Exists(resultPath)
            ? new SecondCapture(JsonSerializer.Deserialize<SerializeResult>(File.ReadAllBytes(resultPath)), null)
            : new SecondCapture(null, string.Create(CultureInfo.InvariantCulture, $"its process ended with exit code {process.ExitCode}: {LastOf(error.Result, output.Result)}"));
    }

    private static ProcessStartInfo CreateStart(ScratchDirectory scratch, string result)
    {
        var start = new ProcessStartInfo(s_host, ["exec", "--runtimeconfig", scratch.File("runtimeconfig.json"), s_worker, scratch.File("request.json"), result])
        {
            WorkingDirectory = scratch.Subdirectory("work"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in Perturbation.Environ(scratch.Subdirectory("home"), scratch.Subdirectory("tmp")))
        {
            start.Environment.Add(name, value);
        }

        return start;
    }

    // The knobs are the same, because images say what they were: a program with others runs its builders.
    private static string RuntimeConfiguration() => $$"""
        {
          "runtimeOptions": {
            "tfm": "net10.0",
            "rollForward": "Disable",
            "framework": { "name": "Microsoft.NETCore.App", "version": "{{Path.GetFileName(FrameworkDirectory.FullPath)}}" },
            "configProperties": { {{string.Join(", ", RuntimeKnobs.Names.Select(static name => $"\"{name}\": {RuntimeKnobs.Current(name)}"))}} }
          }
        }
        """;

    // On one line: a build prints each line of a message as a warning of its own.
    private static string LastOf(string error, string output)
    {
        string text = string.Join(' ', (error.Trim().Length > 0 ? error : output).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return text.Length <= ErrorCharacters ? text : text[..ErrorCharacters] + "…";
    }
}
