using System.Diagnostics;
using Imaging.Serializer.Worklists;

namespace Imaging.Bench.Worklists;

/// <summary>The worklist of an app for which nothing is to be made, in this process, on one core.</summary>
/// <param name="Milliseconds">What it takes once all code of it has been compiled.</param>
/// <param name="AllocatedBytes">What it allocates.</param>
/// <param name="PeakBytes">By how much the working set grew at most, when it ran for the first time.</param>
internal sealed record ComputedWorklist(double Milliseconds, long AllocatedBytes, long PeakBytes)
{
    /// <exception cref="InvalidOperationException">A unit was not what it should be.</exception>
    public static ComputedWorklist Of(SimulatedSolution solution, int projects, bool isPackage)
    {
        UnitState expected = isPackage ? UnitState.UpToDate : UnitState.Shipped;
        long workingSet = Environment.WorkingSet;
        Require(solution.Run(isPackage, cores: 1), projects, expected);
        long peak = PeakWorkingSet() - workingSet;

        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long started = Stopwatch.GetTimestamp();
        WorklistResult worklist = solution.Run(isPackage, cores: 1);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Require(worklist, projects, expected);
        return new ComputedWorklist(elapsed.TotalMilliseconds, allocated, peak);
    }

    public static void Require(WorklistResult worklist, int projects, UnitState expected)
    {
        int found = worklist.Dependencies.Count(unit => unit.State == expected);
        if (found != projects || worklist.Dependencies.Count != projects)
        {
            throw new InvalidOperationException($"{found} of {worklist.Dependencies.Count} units are {expected} instead of {projects}");
        }
    }

    private static long PeakWorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
