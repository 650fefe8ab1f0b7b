namespace Imaging;

/// <summary>Keeps every decision of the process and reports it as the environment asks.</summary>
internal static class DecisionLog
{
    private static readonly object s_gate = new();
    private static readonly List<ImageDecision> s_decisions = [];

    internal static IReadOnlyList<ImageDecision> Snapshot()
    {
        lock (s_gate)
        {
            return s_decisions.ToArray();
        }
    }

    internal static void Add(ImageDecision decision)
    {
        lock (s_gate)
        {
            s_decisions.Add(decision);
        }

        if (RuntimeMode.LogsToConsole)
        {
            Console.Error.WriteLine(decision.ToString());
        }

        ImagingEventSource.ReportLater();
    }
}
