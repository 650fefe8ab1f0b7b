#if NET
using System.Diagnostics.Tracing;
using Imaging.Identity;
using Imaging.Layout;
using Imaging.Restore;
#endif

namespace Imaging;

/// <summary>Whether anybody in the process listens to event sources. The framework knows, and has no public way to ask.</summary>
internal static class EventListeners
{
#if NET
    private const int Unknown = -1;

    // Where an event source keeps who listens. Each of them has all listeners of the process.
    private static readonly int s_offset = Find();

    /// <summary>Also where this framework keeps its listeners elsewhere.</summary>
    internal static bool Exist =>
        s_offset == Unknown
        || EventSource.GetSources() is not IReadOnlyList<EventSource> { Count: > 0 } sources
        || InstanceField.Of<object?>(sources[0], s_offset) is not null;

    // Not through reflection, whose first look at a type's fields takes half a millisecond.
    private static int Find()
    {
        Type declaring = typeof(EventSource);
        try
        {
            int token = LoadedMetadata.Of(declaring.Assembly).FindField(declaring.MetadataToken, "m_Dispatchers");
            return token == 0 ? Unknown : FieldOffset.Of(declaring.Module, token);
        }
        catch (Exception exception) when (exception is BadImageFormatException or NotSupportedException)
        {
            // Native code has no metadata, and another runtime other descriptions of fields.
            return Unknown;
        }
    }
#else
    internal static bool Exist => false;
#endif
}
