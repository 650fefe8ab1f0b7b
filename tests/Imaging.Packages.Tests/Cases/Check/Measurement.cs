using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Imaging;

namespace Check;

/// <summary>How long the first read of a root takes, in lines of a name and a value, as the samples' app prints them.</summary>
internal static class Measurement
{
    public static void Print(Root root)
    {
        // The clock and the counter are warm, and nothing else is.
        _ = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp());
        _ = JitInfo.GetCompiledMethodCount();

        long methods = JitInfo.GetCompiledMethodCount();
        long start = Stopwatch.GetTimestamp();
        object value = root.Touch();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        methods = JitInfo.GetCompiledMethodCount() - methods;
        GC.KeepAlive(value);

        ImageDecision decision = PackageImage.Decisions.Single();
        Console.WriteLine($"root {root.Name}");
        Console.WriteLine($"milliseconds {elapsed.TotalMilliseconds.ToString("F4", CultureInfo.InvariantCulture)}");
        Console.WriteLine($"methods {methods}");
        Console.WriteLine($"source {(decision.FromImage ? "image" : "builder")}");
        Console.WriteLine($"reason {decision.Reason}");
        Console.WriteLine($"image {Path.Combine(AppContext.BaseDirectory, decision.Assembly + ".pkgimg")}");
    }
}
