using System.Diagnostics.Tracing;
using System.Reflection;
#if NET
using System.Runtime.CompilerServices;
using Imaging.Identity;
#endif

namespace Imaging;

/// <summary>Whether anybody in the process listens to event sources. The framework knows, and has no public way to ask.</summary>
internal static class EventListeners
{
#if NET
    private static readonly FieldInfo? s_first = Find();

    /// <summary>Also where this framework keeps its listeners elsewhere.</summary>
    internal static bool Exist => s_first is null || s_first.GetValue(null) is not null;

    // Not by its name through reflection, whose first look at a type's fields takes half a millisecond.
    private static FieldInfo? Find()
    {
        // Native code has no metadata.
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return null;
        }

        Type declaring = typeof(EventListener);
        int token = LoadedMetadata.Of(declaring.Assembly).FindField(declaring.MetadataToken, "s_Listeners");
        return token == 0 ? null : FieldInfo.GetFieldFromHandle(declaring.Module.ModuleHandle.ResolveFieldHandle(token));
    }
#else
    internal static bool Exist => false;
#endif
}
