using System.Diagnostics.Tracing;

namespace Imaging;

/// <summary>The event source <c>Imaging</c>: one event a root.</summary>
[EventSource(Name = "Imaging")]
internal sealed class ImagingEventSource : EventSource
{
    internal static readonly ImagingEventSource Instance = new();

    /// <inheritdoc/>
    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command == EventCommand.Enable)
        {
            EventReporting.ListenerCame();
        }
    }

    [NonEvent]
    internal void Report(ImageDecision decision)
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
