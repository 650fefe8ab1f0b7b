namespace Imaging;

/// <summary>How a claim was answered.</summary>
internal enum ClaimOutcome
{
    /// <summary>The calling thread holds the claim and must give it back.</summary>
    Owned,

    /// <summary>The calling thread held it already.</summary>
    Reentered,

    /// <summary>Another thread holds it and waits, directly or not, for the calling thread, or seems to: a restore takes milliseconds.</summary>
    WouldDeadlock,
}

/// <summary>
/// Makes sure that one thread at a time initialises a thing, as the runtime does for type initialisers:
/// others wait, and a cycle of waits is answered instead of waited for.
/// </summary>
/// <remarks>
/// The lock guards the list only; what is claimed runs outside it. A list, because few claims are held at a time.
/// Static constructors that a restore runs wait for each other where nobody can see it, so a restore is not waited for
/// without end. A builder is: it may take as long as it likes.
/// </remarks>
internal static class InitializationClaims
{
    private const int LongestRestoreMilliseconds = 5_000;

    private static readonly object s_gate = new();
    private static Claim? s_claims;
    private static Wait? s_waits;

    /// <remarks>The outcome is no result: an enumeration that a call returns is loaded before the caller runs.</remarks>
    internal static void Enter(object key, out ClaimOutcome outcome)
    {
        int current = Environment.CurrentManagedThreadId;
        while (true)
        {
            Claim? held;
            lock (s_gate)
            {
                held = Find(key);
                if (held is null)
                {
                    s_claims = new Claim(key, current, s_claims);
                    outcome = ClaimOutcome.Owned;
                    return;
                }

                if (held.Thread == current)
                {
                    outcome = ClaimOutcome.Reentered;
                    return;
                }

                if (WaitsFor(held.Thread, current))
                {
                    outcome = ClaimOutcome.WouldDeadlock;
                    return;
                }

                BeginWait(held, current);
            }

            if (!AwaitRelease(held, current))
            {
                outcome = ClaimOutcome.WouldDeadlock;
                return;
            }
        }
    }

    private static void BeginWait(Claim held, int thread)
    {
        held.HasWaiters = true;
        s_waits = new Wait(thread, held.Key, s_waits);
    }

    private static bool AwaitRelease(Claim held, int thread)
    {
        try
        {
            return held.AwaitRelease();
        }
        finally
        {
            lock (s_gate)
            {
                RemoveWait(thread);
            }
        }
    }

    /// <summary>The holder's restore is over, and a builder begins.</summary>
    internal static void BuilderBegins(object key)
    {
        Claim claim;
        lock (s_gate)
        {
            claim = Find(key)!;
        }

        claim.BuilderBegins();
    }

    internal static void Exit(object key)
    {
        Claim claim;
        lock (s_gate)
        {
            claim = Find(key)!;
            RemoveClaim(claim);
        }

        if (claim.HasWaiters)
        {
            claim.Release();
        }
    }

    /// <summary>Whether the calling thread is initialising something.</summary>
    internal static bool IsHeldByThisThread
    {
        get
        {
            int current = Environment.CurrentManagedThreadId;
            lock (s_gate)
            {
                Claim? claim = s_claims;
                while (claim is not null && claim.Thread != current)
                {
                    claim = claim.Next;
                }

                return claim is not null;
            }
        }
    }

    private static bool WaitsFor(int thread, int target)
    {
        while (thread != target)
        {
            Wait? wait = s_waits;
            while (wait is not null && wait.Thread != thread)
            {
                wait = wait.Next;
            }

            if (wait is null || Find(wait.Key) is not { } claim)
            {
                return false;
            }

            thread = claim.Thread;
        }

        return true;
    }

    private static Claim? Find(object key)
    {
        Claim? claim = s_claims;
        while (claim is not null && claim.Key != key)
        {
            claim = claim.Next;
        }

        return claim;
    }

    private static void RemoveClaim(Claim removed)
    {
        if (s_claims == removed)
        {
            s_claims = removed.Next;
            return;
        }

        Claim at = s_claims!;
        while (at.Next != removed)
        {
            at = at.Next!;
        }

        at.Next = removed.Next;
    }

    private static void RemoveWait(int thread)
    {
        if (s_waits!.Thread == thread)
        {
            s_waits = s_waits.Next;
            return;
        }

        Wait at = s_waits;
        while (at.Next!.Thread != thread)
        {
            at = at.Next;
        }

        at.Next = at.Next.Next;
    }

    private sealed class Claim(object key, int thread, Claim? next)
    {
        private bool _released;
        private bool _builds;

        internal object Key { get; } = key;

        internal int Thread { get; } = thread;

        internal bool HasWaiters { get; set; }

        internal Claim? Next { get; set; } = next;

        /// <returns><see langword="false"/> where the holder restores, and does so for too long.</returns>
        internal bool AwaitRelease()
        {
            lock (this)
            {
                while (!_released)
                {
                    if (!Monitor.Wait(this, _builds ? Timeout.Infinite : LongestRestoreMilliseconds) && !_builds && !_released)
                    {
                        return false;
                    }
                }

                return true;
            }
        }

        internal void BuilderBegins()
        {
            lock (this)
            {
                _builds = true;
            }
        }

        internal void Release()
        {
            lock (this)
            {
                _released = true;
                Monitor.PulseAll(this);
            }
        }
    }

    private sealed class Wait(int thread, object key, Wait? next)
    {
        internal int Thread { get; } = thread;

        internal object Key { get; } = key;

        internal Wait? Next { get; set; } = next;
    }
}
