namespace Imaging.Restore;

/// <summary>A thread that takes a share of the work of large restores, where the process has a second processor.</summary>
internal static class SecondThread
{
    /// <summary>Below this many bytes of work, a thread costs more than it saves.</summary>
    internal const ulong WorthFrom = 1 << 20;

    private const int IdleMilliseconds = 50;

    private static readonly object s_gate = new();
    private static Offer? s_first;
    private static bool s_isRunning;

    /// <summary>Lets the thread help with a piece of work, for as long as it is unfinished.</summary>
    internal static void Share(SharedWork work)
    {
        if (Environment.ProcessorCount == 1)
        {
            return;
        }

        lock (s_gate)
        {
            ref Offer? last = ref s_first;
            while (last is not null)
            {
                last = ref last.Next;
            }

            last = new Offer(work);
            if (s_isRunning)
            {
                Monitor.Pulse(s_gate);
                return;
            }

            s_isRunning = true;
        }

        // Unsafe: no execution context flows, and asking for one would start the JIT.
        try
        {
            new Thread(Run) { IsBackground = true, Name = "Imaging restore" }.UnsafeStart();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            lock (s_gate)
            {
                s_isRunning = false;
                s_first = null;
            }
        }
    }

    private static void Run()
    {
        while (Take() is { } work)
        {
            work.Assist();
        }
    }

    private static SharedWork? Take()
    {
        lock (s_gate)
        {
            if (s_first is null)
            {
                Monitor.Wait(s_gate, IdleMilliseconds);
            }

            Offer? offer = s_first;
            s_first = offer?.Next;
            s_isRunning = offer is not null;
            return offer?.Work;
        }
    }

    private sealed class Offer(SharedWork work)
    {
        internal Offer? Next;

        internal SharedWork Work { get; } = work;
    }
}
