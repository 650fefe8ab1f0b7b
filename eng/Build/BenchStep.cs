namespace Imaging.Build;

/// <summary>Builds what the benchmarks run, and runs them.</summary>
internal static class BenchStep
{
    private static readonly string s_directory = Path.Combine(Repository.Artifacts, "bench");

    public static int Run(string[] arguments)
    {
        bool Includes(string part) => arguments.Contains(part) || !arguments.Any(argument => argument is "startup" or "noop" or "inprocess");

        List<string> prepared = [];
        if (!arguments.Contains("--help"))
        {
            string version = BuildStep.Pack();
            if (Includes("startup"))
            {
                prepared.AddRange(["--app", SampleWorkspace.Create(Path.Combine(s_directory, "app"), version).Publish().Assembly]);
            }

            if (Includes("noop"))
            {
                prepared.AddRange(["--enabled", CreateBuilt("enabled", version, isEnabled: true)]);
                prepared.AddRange(["--disabled", CreateBuilt("disabled", version, isEnabled: false)]);
            }
        }

        string project = Path.Combine(Repository.Root, "bench", "Imaging.Bench");
        return Tool.TryRunDotNet(Repository.Root, ["run", "-c", "Release", "--project", project, "--", .. arguments, .. prepared]);
    }

    // Two directories: switching one of them back and forth would never be a build that has nothing to do.
    private static string CreateBuilt(string name, string version, bool isEnabled)
    {
        var samples = SampleWorkspace.Create(Path.Combine(s_directory, name), version);
        samples.Build(isEnabled ? "-p:ImagingEnabled=true" : "-p:ImagingEnabled=false");
        return samples.AppProject;
    }
}
