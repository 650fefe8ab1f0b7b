#if NET
using System.Diagnostics.Tracing;
using System.Reflection;
#endif

namespace Imaging;

/// <summary>Whether anybody in the process listens to event sources. The framework knows, and has no public way to ask.</summary>
internal static class EventListeners
{
#if NET
    private static readonly FieldInfo? s_first = Find();

    /// <summary>Also where this framework keeps its listeners elsewhere.</summary>
    internal static bool Exist => s_first is null || s_first.GetValue(null) is not null;

    // By its type: looking for a name decodes text, and the framework's decoder takes a millisecond to start.
    private static FieldInfo? Find()
    {
        foreach (FieldInfo field in typeof(EventListener).GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (field.FieldType == typeof(EventListener))
            {
                return field;
            }
        }

        return null;
    }
#else
    internal static bool Exist => false;
#endif
}
