using System.ComponentModel;
using System.Diagnostics;

namespace Imaging.Build;

/// <summary>Runs other programs.</summary>
internal static class Tool
{
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs <c>dotnet</c> with its output on ours.</summary>
    /// <exception cref="BuildFailedException">It ended with another exit code than 0.</exception>
    public static void RunDotNet(string directory, params IEnumerable<string> arguments)
    {
        string[] all = [.. arguments];
        int exitCode = TryRunDotNet(directory, all);
        if (exitCode != 0)
        {
            throw new BuildFailedException($"`dotnet {string.Join(' ', all)}` ended with exit code {exitCode}");
        }
    }

    /// <summary>Runs <c>dotnet</c> with its output on ours and gives its exit code.</summary>
    public static int TryRunDotNet(string directory, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = Describe(DotNet, directory, arguments);
        Console.WriteLine($"> dotnet {string.Join(' ', start.ArgumentList)}");
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Gives what a program prints, or null if there is no such program or it fails.</summary>
    public static string? TryRead(string program, string directory, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = Describe(program, directory, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static ProcessStartInfo Describe(string program, string directory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory };

        // `dotnet run`, which started us, points MSBuild at itself; a build that we start finds its own, perhaps another SDK.
        string[] inherited = [.. start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))];
        foreach (string name in inherited)
        {
            start.Environment.Remove(name);
        }

        // A node that stays behind keeps our output open, and whoever reads it waiting.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        // Which would also give each project a compiler of its own; the shared one is no such node.
        start.Environment["UseSharedCompilation"] = "true";

        // What the packages under test make has no place among the user's images, and is never taken from there.
        start.Environment["IMAGING_DEPOT_PATH"] = "off";
        return start;
    }
}
