namespace Imaging;

/// <summary>
/// Hands decisions to the event source, which takes longer to make than a small root to restore: it is made at once where
/// somebody listens or the process is traced from its start, and otherwise once the program has started, after a collection,
/// on the thread of finalizers.
/// </summary>
internal static class EventReporting
{
    // Until then, the processors have more to do.
    private const int StartMilliseconds = 2_000;

    private static readonly object s_gate = new();
    private static bool s_isWaiting;
    private static volatile bool s_hasSource;
    private static int s_reported;

    internal static void Report()
    {
        // Not under the lock: the framework has one of its own for listeners, and holds it when one comes.
        if (s_hasSource || IsTracedFromStart || EventListeners.Exist)
        {
            ReportNow();
            return;
        }

        lock (s_gate)
        {
            if (!s_isWaiting)
            {
                s_isWaiting = true;
                _ = new AfterCollection(Environment.TickCount);
            }
        }
    }

    /// <summary>Somebody begins to listen.</summary>
    internal static void ListenerCame()
    {
        // While the source is being made, others may be about to come.
        if (s_hasSource)
        {
            ReportNow();
        }
    }

    private static bool IsTracedFromStart =>
        Environment.GetEnvironmentVariable("DOTNET_EnableEventPipe") == "1"
        || Environment.GetEnvironmentVariable("DOTNET_DiagnosticPorts") is { Length: > 0 };

    // What was not reported yet, if somebody listens: the first one who does gets all of it. Listeners are foreign code: none
    // runs under the lock.
    private static void ReportNow()
    {
        ImagingEventSource source = ImagingEventSource.Instance;
        s_hasSource = true;
        while (source.IsEnabled())
        {
            ImageDecision next;
            lock (s_gate)
            {
                ImageDecision[] decisions = DecisionLog.Snapshot();
                if (s_reported == decisions.Length)
                {
                    return;
                }

                next = decisions[s_reported++];
            }

            source.Report(next);
        }
    }

    private sealed class AfterCollection(int started)
    {
        ~AfterCollection()
        {
            if (Environment.TickCount - started < StartMilliseconds)
            {
                // A young object again: the next small collection is enough.
                _ = new AfterCollection(started);
            }
            else
            {
                ReportNow();
            }
        }
    }
}
