namespace Imaging.Serializer.Worklists;

/// <summary>Does independent work side by side, as far as cores and memory allow.</summary>
internal static class InParallel
{
    /// <summary>What builders, a second capture and its process are assumed to take.</summary>
    private const long BytesPerUnit = 512L << 20;

    /// <returns>What each gave, in the order of the units.</returns>
    internal static IReadOnlyList<TResult> Run<TUnit, TResult>(IReadOnlyList<TUnit> units, Func<TUnit, TResult> work, ICoreBudget cores, CancellationToken cancellation)
    {
        int others = Math.Min(units.Count, UnitsInMemory()) - 1;
        int granted = others > 0 ? cores.Request(others) : 0;
        try
        {
            var results = new TResult[units.Count];
            var options = new ParallelOptions { MaxDegreeOfParallelism = granted + 1, CancellationToken = cancellation };
            Parallel.For(0, units.Count, options, index => results[index] = work(units[index]));
            return results;
        }
        catch (AggregateException failures)
        {
            // As if they had been done one after the other.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
            throw;
        }
        finally
        {
            if (granted > 0)
            {
                cores.Release(granted);
            }
        }
    }

    private static int UnitsInMemory()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        return (int)Math.Clamp((memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes) / BytesPerUnit, 1, Environment.ProcessorCount);
    }
}
