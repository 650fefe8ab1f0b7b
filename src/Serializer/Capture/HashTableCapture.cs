using System.Reflection;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>What of hash tables is left out of an image because a rebuild makes it again.</summary>
internal static unsafe class HashTableCapture
{
    /// <summary>How the object in a field of a collection is captured.</summary>
    internal static NodeTreatment TreatmentOf(CapturedType type, FieldReference field, object holder) => type.Mode switch
    {
        CaptureMode.HashTable => type.HashTable!.TreatmentOf(field, holder),
        CaptureMode.Lookup when field.Path == "_groupings" => NodeTreatment.Cleared,
        CaptureMode.LookupGrouping when field.Path == "_hashNext" => NodeTreatment.Rebuilt,
        CaptureMode.Copy when type.Slack is { } slack && slack.IsIn(field) => NodeTreatment.WithoutSlack,
        _ => NodeTreatment.None,
    };

    /// <summary>Takes hash codes and chains out of captured entries; free entries keep their list.</summary>
    internal static void ClearHashes(Array entries, byte* data, long length, int size)
    {
        Type entry = entries.GetType().GetElementType()!;
        bool isSet = entry.GetField("HashCode", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is not null;
        int hashCode = InstanceField.Offset(entry, isSet ? "HashCode" : "hashCode");
        int next = InstanceField.Offset(entry, isSet ? "Next" : "next");
        for (long i = 0; i < length; i++, data += size)
        {
            ref int chain = ref *(int*)(data + next);
            *(int*)(data + hashCode) = 0;
            if (chain >= -1)
            {
                chain = -1;
            }
        }
    }

    /// <summary>Takes the hash code out of a captured grouping.</summary>
    internal static void ClearGrouping(CapturedType type, byte* data) => *(int*)(data + InstanceField.Offset(type.Type, "_hashCode")) = 0;
}
