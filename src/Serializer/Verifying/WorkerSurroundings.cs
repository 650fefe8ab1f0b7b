using System.Collections;

namespace Imaging.Serializer.Verifying;

/// <summary>What a worker process gets from the one that starts it.</summary>
/// <param name="Directory">Its working directory.</param>
/// <param name="Environment">All of its variables.</param>
/// <param name="Limit">How long it may take.</param>
internal sealed record WorkerSurroundings(string Directory, IReadOnlyDictionary<string, string> Environment, TimeSpan Limit)
{
    /// <summary>Those of this process, without a limit.</summary>
    internal static WorkerSurroundings OfThisProcess() => new(
        System.Environment.CurrentDirectory,
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(static entry => (string)entry.Key, static entry => (string?)entry.Value ?? ""),
        Timeout.InfiniteTimeSpan);
}
