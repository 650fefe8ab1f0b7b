using Imaging.Measurement;

namespace Imaging.Build;

/// <summary>Builds what the benchmarks run, and runs them.</summary>
internal static class BenchStep
{
    private const string InProcess = "inprocess";
    private const string Capture = "capture";
    private const string Worklist = "worklist";

    // Those of Imaging.Bench; each of the others has a project of its own.
    private static readonly string[] s_parts = ["startup", "linked", "noop", "packages", "solution"];

    private static readonly string s_directory = Path.Combine(Repository.Artifacts, "bench");

    public static int Run(string[] arguments)
    {
        if (arguments.Contains("--help"))
        {
            return RunProject("Imaging.Bench", arguments);
        }

        string[] parts = [.. arguments.Where(argument => s_parts.Contains(argument) || argument is Capture or Worklist or InProcess)];
        bool Includes(string part) => parts.Length == 0 || parts.Contains(part);

        if (s_parts.Any(Includes))
        {
            int exitCode = RunProject("Imaging.Bench", [.. arguments.Where(argument => argument is not (Capture or Worklist or InProcess)), .. Prepare(Includes)]);
            if (exitCode != 0)
            {
                return exitCode;
            }
        }

        if (Includes(Capture))
        {
            string sample = Path.Combine(Path.GetDirectoryName(SampleWorkspace.Create(Path.Combine(s_directory, "captured"), BuildStep.Pack()).Publish().Assembly)!, "Sample.Tokenizers.dll");
            int exitCode = Tool.TryRunDotNet(Repository.Root, ["exec", PublishCapture(), "--tokenizers", sample]);
            if (exitCode != 0)
            {
                return exitCode;
            }
        }

        if (Includes(Worklist))
        {
            int exitCode = RunProject("Imaging.Bench.Worklist", []);
            if (exitCode != 0)
            {
                return exitCode;
            }
        }

        return Includes(InProcess) ? RunProject("Imaging.Bench.InProcess", []) : 0;
    }

    private static List<string> Prepare(Func<string, bool> includes)
    {
        string version = BuildStep.Pack();
        List<string> prepared = [];
        if (includes("startup"))
        {
            prepared.AddRange(["startup", "--app", SampleWorkspace.Create(Path.Combine(s_directory, "app"), version).Publish().Assembly]);
        }

        if (includes("linked"))
        {
            prepared.AddRange(["linked", "--linked", SampleWorkspace.Create(Path.Combine(s_directory, "linked"), version).Publish().Assembly]);
            prepared.AddRange(["--whole", WholeSample.Create(Path.Combine(s_directory, "whole"), version).Publish().Assembly]);
            prepared.AddRange(["--chain", ChainWorkspace.Create(Path.Combine(s_directory, "chain"), version).Publish().Assembly]);
        }

        if (includes("packages"))
        {
            prepared.AddRange(["packages", "--packages", SampleWorkspace.CreatePackages(Path.Combine(s_directory, "packages"), version).Publish().Assembly]);
        }

        if (includes("noop"))
        {
            prepared.AddRange(["noop", "--enabled", CreateBuilt("enabled", version, isEnabled: true)]);
            prepared.AddRange(["--disabled", CreateBuilt("disabled", version, isEnabled: false)]);
        }

        if (includes("solution"))
        {
            string solution = Path.Combine(s_directory, "solution", "source");
            SolutionWorkspace.Create(solution, version);
            prepared.AddRange(["solution", "--solution", solution]);
        }

        return prepared;
    }

    // Compiled ahead of time, as Imaging.Sdk ships it. Where the compiler is not to be had for this machine, what is measured waits for the JIT.
    private static string PublishCapture()
    {
        string project = Path.Combine(Repository.Root, "bench", "Imaging.Bench.Capture");
        string target = Path.Combine(s_directory, "capture");
        string[] common = ["publish", project, "-c", "Release", "-o", target, "-nologo", "-v", "minimal", "-tl:off", "--self-contained", "false"];
        string[] aheadOfTime = ["-r", Repository.HostRid, "-p:PublishReadyToRun=true"];
        if (Tool.TryRunDotNet(Repository.Root, ["restore", project, "-nologo", "-v", "minimal", "-tl:off", .. aheadOfTime]) != 0)
        {
            Console.WriteLine($"No package source has the ahead-of-time compiler for {Repository.HostRid}: what follows measures a serializer that waits for the JIT, which Imaging.Sdk's does not.");
            Tool.RunDotNet(Repository.Root, common);
        }
        else
        {
            Tool.RunDotNet(Repository.Root, [.. common, .. aheadOfTime]);
            CompiledCode.RequireAheadOfTime(target);
        }

        return Path.Combine(target, "Imaging.Bench.Capture.dll");
    }

    private static int RunProject(string name, IEnumerable<string> arguments) => Tool.TryRunDotNet(
        Repository.Root, ["run", "-c", "Release", "--project", Path.Combine(Repository.Root, "bench", name), "--", .. arguments]);

    // Two directories: switching one of them back and forth would never be a build that has nothing to do.
    private static string CreateBuilt(string name, string version, bool isEnabled)
    {
        var samples = SampleWorkspace.Create(Path.Combine(s_directory, name), version);
        samples.Build(isEnabled ? "-p:ImagingEnabled=true" : "-p:ImagingEnabled=false");
        return samples.AppProject;
    }
}
