namespace Imaging;

/// <summary>
/// Hands decisions to the event source. Another thread does it: making an event source takes longer than restoring a small root.
/// </summary>
internal static class EventReporting
{
    private const int DelayMilliseconds = 20;

    private static readonly Lock s_gate = new();
    private static bool s_isScheduled;
    private static int s_reported;

    internal static void ReportLater()
    {
        lock (s_gate)
        {
            if (s_isScheduled)
            {
                return;
            }

            s_isScheduled = true;
        }

        new Thread(Report) { IsBackground = true, Name = "Imaging events" }.Start();
    }

    private static void Report()
    {
        // Not beside the restore that called: both would wait for the same locks of the loader.
        Thread.Sleep(DelayMilliseconds);
        ImagingEventSource source = ImagingEventSource.Instance;
        lock (s_gate)
        {
            s_isScheduled = false;
        }

        lock (source)
        {
            ImageDecision[] decisions = DecisionLog.Snapshot();
            for (; s_reported < decisions.Length; s_reported++)
            {
                source.Report(decisions[s_reported]);
            }
        }
    }
}
