using System.Diagnostics;

namespace Imaging.EndToEnd.Tests.Harness;

/// <summary>A child process that has ended.</summary>
internal sealed record Execution(int ExitCode, string Output)
{
    // What a surrounding build or test run leaves behind must not leak into the build under test.
    private static readonly string[] s_foreign =
        ["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILDUSESERVER", "IMAGING_MODE", "IMAGING_LOG"];

    public static Execution Run(string directory, string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in s_foreign)
        {
            start.Environment.Remove(name);
        }

        start.Environment["NUGET_PACKAGES"] = PackedSdk.PackagesFolder;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";

        // Without nodes to reuse, each project would start a compiler of its own, which takes longer than all else in its build.
        start.Environment["UseSharedCompilation"] = "true";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["IMAGING_DEPOT_PATH"] = "off";

        // Code that is instrumented to become faster later pays in long processes only.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Execution(process.ExitCode, output + error.Result);
    }
}
