namespace Imaging.Build;

/// <summary>Runs every test project and counts what the tests themselves reported.</summary>
internal static class TestStep
{
    // Exit codes of Microsoft.Testing.Platform.
    private const int SomeTestFailed = 2;
    private const int NoTestRan = 8;

    public static int Run()
    {
        BuildStep.Pack();

        // Most processes of tests end before it pays to have observed their code.
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");

        string results = Path.Combine(Repository.Artifacts, "test-results");
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        TestTally total = TestTally.None;
        foreach (string project in ListProjects())
        {
            Console.WriteLine();
            total += RunProject(project, results);
        }

        Console.WriteLine();
        foreach (TestFailure failure in total.Failures)
        {
            Console.WriteLine(failure);
            Console.WriteLine();
        }

        Console.WriteLine(total);
        return total.Failures.Count == 0 && total.Passed > 0 ? 0 : 1;
    }

    private static IEnumerable<string> ListProjects() => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal);

    private static TestTally RunProject(string project, string results)
    {
        string assembly = Path.Combine(Repository.Artifacts, "bin", project, "release", $"{project}.dll");
        if (!File.Exists(assembly))
        {
            return TestTally.Broken(project, "was not built: is it in the solution?");
        }

        int exitCode = Tool.TryRunDotNet(
            Repository.Root,
            "exec", assembly, "--report-trx", "--report-trx-filename", $"{project}.trx", "--results-directory", results, "--progress", "off");

        // A host that crashes can leave a report: an empty one, or one of the tests before the crash.
        string report = Path.Combine(results, $"{project}.trx");
        if (!File.Exists(report))
        {
            return TestTally.Broken(project, $"the test host left no report and ended with exit code {exitCode}");
        }

        TestTally tally = TrxReport.Read(project, report);
        int expected = tally.Failures.Count == 0 ? 0 : SomeTestFailed;
        return exitCode == expected
            ? tally
            : tally + TestTally.Broken(project, $"the test host ended with exit code {exitCode}{(exitCode == NoTestRan ? ": no test ran" : "")}");
    }
}
