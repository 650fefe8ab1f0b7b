using System.Globalization;
using System.Text.Json;
using Imaging.Bench.Worklists;
using Imaging.Measurement;
using Imaging.Serializer.Worklists;

const int Runs = 5;
string self = typeof(Program).Assembly.Location;
switch (args)
{
    // In processes of their own: what an earlier one left in memory would count.
    case ["make", var directory, var count]:
        int made = int.Parse(count, CultureInfo.InvariantCulture);
        var solution = new SimulatedSolution(directory, made);
        solution.Compile();
        ComputedWorklist.Require(solution.Run(isPackage: true, Environment.ProcessorCount), made, UnitState.Made);
        return 0;
    case ["compute", var directory, var count, var kind]:
        int computed = int.Parse(count, CultureInfo.InvariantCulture);
        Console.WriteLine(JsonSerializer.Serialize(ComputedWorklist.Of(new SimulatedSolution(directory, computed), computed, kind == "packages")));
        return 0;
    case []:
        return Run();
    default:
        Console.Error.WriteLine("usage: ./build.sh bench worklist");
        return 2;
}

int Run()
{
    int[] sizes = [200, 1000, 5000];
    string scratch = Directory.CreateTempSubdirectory("imaging-bench-").FullName;
    string PathOf(int size) => Path.Combine(scratch, size.ToString(CultureInfo.InvariantCulture));
    try
    {
        foreach (int size in sizes)
        {
            Child("make", PathOf(size), size).Succeeded($"making {size} images");
        }

        Console.WriteLine(Measure("packages, of which the app made the images", size => Compute(PathOf(size), size, "packages"), sizes).ToMarkdown());
        foreach (int size in sizes)
        {
            new SimulatedSolution(PathOf(size), size).ShipImages();
        }

        Console.WriteLine(Measure("projects, each with its own image", size => Compute(PathOf(size), size, "projects"), sizes).ToMarkdown());
        return 0;
    }
    catch (MeasurementException failure)
    {
        Console.Error.WriteLine($"bench: {failure.Message}");
        return 1;
    }
    finally
    {
        Directory.Delete(scratch, recursive: true);
    }
}

Report Measure(string what, Func<int, ComputedWorklist> compute, int[] sizes)
{
    var report = new Report(
        $"Worklist of an app on {what}, three references each, nothing to make: medians and quartiles of {Runs} interleaved runs",
        "projects", "ms", "a project, ms", "allocated bytes", "a project, bytes", "peak, bytes", "a project, peak bytes");
    var samples = Interleaved.Run([.. sizes.Select(size => new Variant<ComputedWorklist>(size.ToString(CultureInfo.InvariantCulture), () => compute(size)))], warmUps: 1, Runs);
    foreach (int size in sizes)
    {
        IReadOnlyList<ComputedWorklist> measured = samples[size.ToString(CultureInfo.InvariantCulture)];
        var time = new Statistics(measured.Select(static run => run.Milliseconds));
        var allocated = new Statistics(measured.Select(static run => (double)run.AllocatedBytes));
        var peak = new Statistics(measured.Select(static run => (double)run.PeakBytes));
        report.Add(
            Cell.Of(size),
            Cell.Spread(time, "F0"), Cell.Of(time.Median / size, "F3"),
            Cell.Median(allocated, "N0"), Cell.Of((long)(allocated.Median / size)),
            Cell.Median(peak, "N0"), Cell.Of((long)(peak.Median / size)));
    }

    return report;
}

ComputedWorklist Compute(string directory, int size, string kind) =>
    JsonSerializer.Deserialize<ComputedWorklist>(Child("compute", directory, size, kind).Succeeded($"the worklist of {size} projects").Output)!;

ChildProcess Child(params object[] arguments) =>
    ChildProcess.Run(ChildProcess.DotNet, [self, .. arguments.Select(static argument => Convert.ToString(argument, CultureInfo.InvariantCulture)!)]);
