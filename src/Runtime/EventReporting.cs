namespace Imaging;

/// <summary>
/// Hands decisions to the event source, which takes longer to make than a small root to restore: it is made at once where
/// the process is traced from its start, and otherwise after the first collection, on the thread of finalizers.
/// </summary>
internal static class EventReporting
{
    private static readonly object s_gate = new();
    private static bool s_isWaiting;
    private static bool s_hasSource;
    private static int s_reported;

    internal static void Report()
    {
        lock (s_gate)
        {
            if (!s_hasSource && !IsTracedFromStart)
            {
                if (!s_isWaiting)
                {
                    s_isWaiting = true;
                    _ = new AfterCollection();
                }

                return;
            }
        }

        ReportNow();
    }

    private static bool IsTracedFromStart =>
        Environment.GetEnvironmentVariable("DOTNET_EnableEventPipe") == "1"
        || Environment.GetEnvironmentVariable("DOTNET_DiagnosticPorts") is { Length: > 0 };

    // Listeners are foreign code: none runs under the lock.
    private static void ReportNow()
    {
        ImagingEventSource source = ImagingEventSource.Instance;
        while (true)
        {
            ImageDecision next;
            lock (s_gate)
            {
                s_hasSource = true;
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

    private sealed class AfterCollection
    {
        ~AfterCollection() => ReportNow();
    }
}
