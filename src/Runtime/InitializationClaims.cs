namespace Imaging;

/// <summary>How a claim was answered.</summary>
internal enum ClaimOutcome
{
    /// <summary>The calling thread holds the claim and must give it back.</summary>
    Owned,

    /// <summary>The calling thread held it already.</summary>
    Reentered,

    /// <summary>Another thread holds it and waits, directly or not, for the calling thread.</summary>
    WouldDeadlock,
}

/// <summary>
/// Makes sure that one thread at a time initialises a thing, as the runtime does for type initialisers:
/// others wait, and a cycle of waits is answered instead of waited for.
/// </summary>
/// <remarks>The lock guards the two tables only. What is claimed runs outside it.</remarks>
internal static class InitializationClaims
{
    private static readonly object s_gate = new();
    private static readonly Dictionary<object, Thread> s_owners = [];
    private static readonly Dictionary<Thread, object> s_waits = [];

    internal static ClaimOutcome Enter(object key)
    {
        Thread current = Thread.CurrentThread;
        lock (s_gate)
        {
            while (s_owners.TryGetValue(key, out Thread? owner))
            {
                if (owner == current)
                {
                    return ClaimOutcome.Reentered;
                }

                if (WaitsFor(owner, current))
                {
                    return ClaimOutcome.WouldDeadlock;
                }

                s_waits[current] = key;
                try
                {
                    Monitor.Wait(s_gate);
                }
                finally
                {
                    s_waits.Remove(current);
                }
            }

            s_owners[key] = current;
            return ClaimOutcome.Owned;
        }
    }

    internal static void Exit(object key)
    {
        lock (s_gate)
        {
            s_owners.Remove(key);
            Monitor.PulseAll(s_gate);
        }
    }

    private static bool WaitsFor(Thread thread, Thread target)
    {
        Thread? at = thread;
        while (at is not null && at != target)
        {
            at = s_waits.TryGetValue(at, out object? key) && s_owners.TryGetValue(key, out Thread? next) ? next : null;
        }

        return at == target;
    }
}
