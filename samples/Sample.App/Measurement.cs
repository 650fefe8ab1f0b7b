using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Imaging;
using Sample.App.Demos;

namespace Sample.App;

/// <summary>
/// Measures what happens first in this process: one thing in one process, since the second is never as slow. Prints lines
/// of a name and a value: <c>root</c>, <c>milliseconds</c>, <c>methods</c> (compiled by the JIT meanwhile), <c>source</c>
/// (<c>image</c>, <c>builder</c> or <c>none</c>), <c>reason</c> (why the builder ran), <c>image</c> (its path; of
/// several roots, all paths), <c>roots</c> (how many were read).
/// </summary>
internal static class Measurement
{
    public static int OfRoot(string name)
    {
        Demo? demo = name switch
        {
            Nothing.Root => new Nothing(),
            Linked.Root => new Linked(),
            _ => AllDemos.Find(name),
        };
        if (demo is null)
        {
            Console.Error.WriteLine(CommandLine.Usage);
            return 2;
        }

        Measured measured = Measure(demo, static demo => ((Demo)demo).Touch());

        // The root's own is the last: builders decided others before it. One that a builder made counts more than any that was restored.
        IReadOnlyList<ImageDecision> decisions = [.. PackageImage.Decisions];
        ImageDecision? decision = decisions.LastOrDefault(made => !made.FromImage) ?? decisions.LastOrDefault();
        Print("root", name);
        Print(measured);
        Print("source", decision is null ? "none" : decision.FromImage ? "image" : "builder");
        Print("reason", decision?.Reason);
        Print("roots", decisions.Count.ToString(CultureInfo.InvariantCulture));
        Print("image", decision is null ? null : string.Join(Path.PathSeparator, decisions.Select(made => Path.Combine(AppContext.BaseDirectory, made.Assembly + ".pkgimg")).Distinct()));
        return 0;
    }

    public static int OfFile(string path)
    {
        Measured measured = Measure(path, static path => File.ReadAllBytes((string)path));
        Print("root", path);
        Print(measured);
        Print("source", "none");
        return 0;
    }

    private static Measured Measure(object argument, Func<object, object> action)
    {
        // The clock and the counter are warm, and nothing else is.
        _ = Elapsed(Stopwatch.GetTimestamp());
        _ = JitInfo.GetCompiledMethodCount();

        long methods = JitInfo.GetCompiledMethodCount();
        long start = Stopwatch.GetTimestamp();
        object value = action(argument);
        double milliseconds = Elapsed(start);
        methods = JitInfo.GetCompiledMethodCount() - methods;
        GC.KeepAlive(value);
        return new Measured(milliseconds, methods);
    }

    private static double Elapsed(long start) => (Stopwatch.GetTimestamp() - start) * 1000.0 / Stopwatch.Frequency;

    private static void Print(Measured measured)
    {
        Print("milliseconds", measured.Milliseconds.ToString("F4", CultureInfo.InvariantCulture));
        Print("methods", measured.Methods.ToString(CultureInfo.InvariantCulture));
    }

    private static void Print(string name, string? value)
    {
        if (value is not null)
        {
            Console.WriteLine($"{name} {value}");
        }
    }

    private readonly record struct Measured(double Milliseconds, long Methods);

    /// <summary>The roots of packages that build on each other, each after those that it builds on.</summary>
    private sealed class Linked : Demo
    {
        public const string Root = "linked";

        private static readonly string[] s_roots = ["terms", "timezones", "stems", "places", "search", "suggestions", "queries"];
        private readonly Demo[] _demos = [.. s_roots.Select(root => AllDemos.Find(root)!)];

        public override string Name => Root;

        public override object Touch()
        {
            object value = this;
            foreach (Demo demo in _demos)
            {
                value = demo.Touch();
            }

            return value;
        }

        public override void Answer(Answers answers)
        {
        }
    }

    /// <summary>No root at all: what the measuring itself takes.</summary>
    private sealed class Nothing : Demo
    {
        public const string Root = "none";

        public override string Name => Root;

        public override object Touch() => this;

        public override void Answer(Answers answers)
        {
        }
    }
}
