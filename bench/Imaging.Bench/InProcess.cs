using System.Diagnostics;
using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>Hands over to BenchmarkDotNet, which reports for itself.</summary>
internal static class InProcess
{
    /// <exception cref="MeasurementException">A benchmark failed.</exception>
    public static void Run()
    {
        // Built together with this program, so it lies in the sibling of its directory.
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string assembly = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Imaging.Bench.InProcess", configuration, "Imaging.Bench.InProcess.dll"));
        using Process process = Process.Start(ChildProcess.DotNet, ["exec", assembly]);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new MeasurementException($"{assembly} ended with exit code {process.ExitCode}");
        }
    }
}
