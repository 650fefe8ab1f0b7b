using System.Diagnostics.Tracing;

namespace Imaging;

/// <summary>The event source <c>Imaging</c>: one event a root.</summary>
[EventSource(Name = "Imaging")]
internal sealed class ImagingEventSource : EventSource
{
    private static ImagingEventSource? s_instance;
    private static int s_scheduled;
    private int _reported;

    /// <summary>
    /// Reports what was decided since the last report. Another thread does it: making an event source takes
    /// longer than restoring a small root.
    /// </summary>
    internal static void ReportLater()
    {
        if (Interlocked.Exchange(ref s_scheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static _ => ReportAll(), null);
        }
    }

    private static void ReportAll()
    {
        ImagingEventSource source = s_instance ??= new ImagingEventSource();
        Interlocked.Exchange(ref s_scheduled, 0);
        lock (source)
        {
            IReadOnlyList<ImageDecision> decisions = DecisionLog.Snapshot();
            for (; source._reported < decisions.Count; source._reported++)
            {
                source.Report(decisions[source._reported]);
            }
        }
    }

    [NonEvent]
    private void Report(ImageDecision decision)
    {
        if (decision.FromImage)
        {
            RootRestored(decision.Assembly, decision.Root, decision.Elapsed.TotalMilliseconds);
        }
        else
        {
            RootBuilt(decision.Assembly, decision.Root, decision.Elapsed.TotalMilliseconds, decision.Reason ?? "");
        }
    }

    [Event(1, Level = EventLevel.Informational)]
    private void RootRestored(string assembly, string root, double milliseconds) => WriteEvent(1, assembly, root, milliseconds);

    [Event(2, Level = EventLevel.Informational)]
    private void RootBuilt(string assembly, string root, double milliseconds, string reason) => WriteEvent(2, assembly, root, milliseconds, reason);
}
