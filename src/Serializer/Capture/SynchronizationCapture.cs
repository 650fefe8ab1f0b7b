using System.Reflection;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>Takes synchronization objects apart that nobody holds and nobody waits for.</summary>
internal static class SynchronizationCapture
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <exception cref="CaptureRefusedException">It is in use.</exception>
    internal static ConstructionArguments Of(object value, Type type)
    {
        int[]? numbers = value switch
        {
            Lock => IsZero("_state") && IsZero("_owningThreadId") ? [] : null,
            SemaphoreSlim semaphore => IsZero("m_waitCount") && Read("m_asyncHead") is null && !IsDisposed("m_lockObjAndDisposed") ? [semaphore.CurrentCount, Number("m_maxCount")] : null,
            ManualResetEventSlim signal => IsIdle(signal) ? [signal.IsSet ? 1 : 0, signal.SpinCount] : null,
            CountdownEvent countdown => countdown.CurrentCount <= countdown.InitialCount && !IsDisposed("_disposed") && IsIdle((ManualResetEventSlim)Read("_event")!) ? [countdown.InitialCount, countdown.CurrentCount] : null,
            ReaderWriterLockSlim gate => IsZero("_owners") && IsFree(gate) && !IsDisposed("_fDisposed") ? [(int)gate.RecursionPolicy] : null,
            Barrier barrier => barrier.CurrentPhaseNumber == 0 && barrier.ParticipantsRemaining == barrier.ParticipantCount && Read("_postPhaseAction") is null && !IsDisposed("_disposed") ? [barrier.ParticipantCount] : null,
            _ => null,
        };
        return numbers is not null
            ? new ConstructionArguments(null, null, null, numbers)
            : throw new CaptureRefusedException(
                DiagnosticCodes.TypeNotProven, $"the {type} is held, waited for, disposed of or past its first phase, or runs code; leave it unused in the builder");

        object? Read(string field) => type.GetField(field, Fields)!.GetValue(value);
        int Number(string field) => (int)Convert.ToInt64(Read(field), System.Globalization.CultureInfo.InvariantCulture);
        bool IsZero(string field) => Number(field) == 0;
        bool IsDisposed(string field) => Read(field) is true or System.Runtime.CompilerServices.StrongBox<bool> { Value: true };
    }

    private static bool IsFree(ReaderWriterLockSlim gate) => gate.CurrentReadCount == 0 && gate.WaitingReadCount == 0 && gate.WaitingWriteCount == 0 && gate.WaitingUpgradeCount == 0;

    // The state's low bits count those who wait; below the highest bit stands whether it was disposed of.
    private static bool IsIdle(ManualResetEventSlim signal) =>
        ((int)typeof(ManualResetEventSlim).GetField("m_combinedState", Fields)!.GetValue(signal)! & 0x4007_FFFF) == 0;
}
