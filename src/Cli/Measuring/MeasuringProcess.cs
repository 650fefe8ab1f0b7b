using System.Diagnostics;
using System.Text.Json;
using Imaging.Cli.Commands;
using Imaging.Serializer.Measuring;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Verifying;

namespace Imaging.Cli.Measuring;

/// <summary>Reads roots of an image in fresh processes of this tool.</summary>
/// <param name="image">Path of the image.</param>
/// <param name="configuration">What the processes run on, where the image needs other frameworks than this process has.</param>
internal sealed class MeasuringProcess(string image, string? configuration)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <param name="image">The image.</param>
    /// <param name="scratch">For the files of the processes.</param>
    internal static MeasuringProcess Of(ImageDescription image, ScratchDirectory scratch)
    {
        IReadOnlyList<SharedFramework> frameworks = ProgramFrameworks.Of(image);
        if (frameworks.Count == 0)
        {
            return new MeasuringProcess(image.Path, null);
        }

        string configuration = scratch.File("measure" + ProgramNames.RuntimeConfiguration);
        File.WriteAllText(configuration, WorkerRuntime.With(frameworks).Configuration);
        return new MeasuringProcess(image.Path, configuration);
    }

    internal async Task<Measurement> RunAsync(string root, string mode, CancellationToken cancellation)
    {
        using Process process = Process.Start(CreateStart(root, mode))!;
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

    private ProcessStartInfo CreateStart(string root, string mode)
    {
        var start = new ProcessStartInfo(configuration is null ? Environment.ProcessPath! : WorkerRuntime.HostOfThisProcess) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (configuration is not null || Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            if (configuration is not null)
            {
                start.ArgumentList.Add("--runtimeconfig");
                start.ArgumentList.Add(configuration);
            }

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
