using System.Diagnostics;
using System.Text.Json;
using Imaging.Cli.Commands;
using Imaging.Serializer.Measuring;

namespace Imaging.Cli.Measuring;

/// <summary>A fresh process of this tool that reads one root.</summary>
internal static class MeasuringProcess
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    internal static async Task<Measurement> RunAsync(string image, string root, string mode, CancellationToken cancellation)
    {
        using Process process = Process.Start(CreateStart(image, root, mode))!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_limit);
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == ExitCode.Fine && Read(output) is { } measured
                ? measured
                : new Measurement(null, $"its process ended with exit code {process.ExitCode}: {(await error).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return new Measurement(null, $"its process did not end within {s_limit.TotalMinutes:0} minutes");
        }
    }

    private static ProcessStartInfo CreateStart(string image, string root, string mode)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(typeof(MeasuringProcess).Assembly.Location);
        }

        start.ArgumentList.Add(MeasureCommand.Verb);
        start.ArgumentList.Add(image);
        start.ArgumentList.Add(root);
        start.Environment["IMAGING_MODE"] = mode;
        start.Environment.Remove("IMAGING_LOG");
        return start;
    }

    private static Measurement? Read(string output)
    {
        try
        {
            return JsonSerializer.Deserialize<Measurement>(output);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
