using System.Reflection;
using System.Text.Json;

namespace Imaging.Serializer.Capture;

/// <summary>Objects that are copied only where nothing more will happen to them, and nothing is borrowed.</summary>
internal static class ObjectsAtRest
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic;

    // What a task has that runs, is waited for, or did either.
    private static readonly string[] s_taskFields = ["m_action", "m_stateObject", "m_taskScheduler", "m_continuationObject", "m_contingentProperties"];

    internal static bool AreAsked(Type type) =>
        type == typeof(Task) || type == typeof(JsonDocument) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)) || StableCollections.DerivesFromOrdered(type);

    /// <summary>Why an object cannot be copied; <see langword="null"/> where it can.</summary>
    internal static CaptureRefusal? Refusal(object value) => value switch
    {
        Task task when !IsAtRest(task) => new CaptureRefusal(
            DiagnosticCodes.TypeNotProven, $"{task.GetType()}: only a task that was made from its result is captured, not one that ran, waits, failed or was waited for; keep the result in the root, or Task.FromResult of it"),
        JsonDocument document when IsBorrowed(document) => new CaptureRefusal(
            DiagnosticCodes.TypeNotProven, "System.Text.Json.JsonDocument holds memory of a pool; keep RootElement.Clone() in the root, or a JsonNode"),
        not (Task or JsonDocument) when StableCollections.IsUnstableBase(value) => new CaptureRefusal(
            DiagnosticCodes.AmbientState, $"{value.GetType()} derives from a sorted collection whose order may differ between processes; use the collection itself, keys of a primitive type, or StringComparer.Ordinal"),
        _ => null,
    };

    private static bool IsAtRest(Task task) =>
        task.IsCompletedSuccessfully
        && s_taskFields.All(field => typeof(Task).GetField(field, Fields)!.GetValue(task) is null)
        && typeof(Task).GetField("m_taskId", Fields)!.GetValue(task) is 0;

    private static bool IsBorrowed(JsonDocument document) => typeof(JsonDocument).GetProperty("IsDisposable", Fields)!.GetValue(document) is true;
}
