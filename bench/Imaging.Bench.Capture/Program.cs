using System.Diagnostics;
using System.Text.Json;
using Imaging;
using Imaging.Bench.Capture;
using Imaging.Measurement;

string self = typeof(Program).Assembly.Location;
switch (args)
{
    // In a process of its own: what another capture left in memory would count.
    case ["capture", var assembly, var image]:
        Console.WriteLine(JsonSerializer.Serialize(CapturedPackage.Of(assembly, image)));
        return 0;
    case ["read"]:
        long started = Stopwatch.GetTimestamp();
        Link first = Graphs.Chain.Value;
        Console.WriteLine($"{Graphs.Walk(first)} {PackageImage.Decisions.Single().FromImage} {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0}");
        return 0;
    case ["--tokenizers", var tokenizers]:
        return Run(tokenizers);
    default:
        Console.Error.WriteLine("usage: ./build.sh bench capture");
        return 2;
}

int Run(string tokenizers)
{
    var report = new Report("capture, on one processor", "root", "objects", "bytes", "capture s", "writing s", "all but the builder s", "million objects captured a second", "captured and written", "peak memory / bytes");
    string scratch = Directory.CreateTempSubdirectory("imaging-bench-").FullName;
    try
    {
        Add(report, tokenizers, Path.Combine(scratch, "Sample.Tokenizers.pkgimg"));
        Add(report, self, Path.ChangeExtension(self, ".pkgimg"));
        Console.WriteLine(report.ToMarkdown());
        foreach (string mode in (string[])["off", "required"])
        {
            ChildProcess read = Child(["read"], mode).Succeeded($"reading the chain, mode {mode}");
            Console.WriteLine($"the chain, its length and sum, whether from the image, and seconds: {read.Output.Trim()}");
        }

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

void Add(Report report, string assembly, string image)
{
    ChildProcess child = Child(["capture", assembly, image], "auto").Succeeded($"the capture of {assembly}");
    CapturedPackage captured = JsonSerializer.Deserialize<CapturedPackage>(child.Output.Trim().Split('\n')[^1])!;
    report.Add(
        Cell.Of(captured.Root), Cell.Of(captured.Objects), Cell.Of(captured.Bytes), Cell.Of(captured.Seconds, "0.00"), Cell.Of(captured.WritingSeconds, "0.00"), Cell.Of(captured.TotalSeconds, "0.00"),
        Cell.Of(captured.Objects / captured.Seconds / 1e6, "0.00"), Cell.Of(captured.Objects / (captured.Seconds + captured.WritingSeconds) / 1e6, "0.00"), Cell.Of((double)captured.PeakBytes / captured.Bytes, "0.0", "×"));
}

ChildProcess Child(string[] arguments, string mode) =>
    ChildProcess.Run(ChildProcess.DotNet, [self, .. arguments], environment: [KeyValuePair.Create("IMAGING_MODE", mode)]);
