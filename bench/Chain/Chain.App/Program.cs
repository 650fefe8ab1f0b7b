using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Imaging;

// What RootSample reads: one root in one process, and how many packages it reaches.
if (args is not ["--measure", "--root", "0" or "8"])
{
    Console.Error.WriteLine("usage: Chain.App --measure --root 0|8");
    return 2;
}

bool isLast = args[2] == "8";
_ = Stopwatch.GetTimestamp();
long methods = JitInfo.GetCompiledMethodCount();
long start = Stopwatch.GetTimestamp();
int reached = isLast ? Steps.ReachedFromLast() : Steps.ReachedFromFirst();
double milliseconds = (Stopwatch.GetTimestamp() - start) * 1000.0 / Stopwatch.Frequency;
methods = JitInfo.GetCompiledMethodCount() - methods;
IReadOnlyList<ImageDecision> decisions = PackageImage.Decisions;
ImageDecision decision = decisions.LastOrDefault(made => !made.FromImage) ?? decisions[^1];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
    root {args[2]}
    milliseconds {milliseconds:F4}
    methods {methods}
    source {(decision.FromImage ? "image" : "builder")}
    reason {decision.Reason}
    image {string.Join(Path.PathSeparator, decisions.Select(made => Path.Combine(AppContext.BaseDirectory, made.Assembly + ".pkgimg")))}
    roots {decisions.Count}
    packages {reached}
    """));
return 0;
