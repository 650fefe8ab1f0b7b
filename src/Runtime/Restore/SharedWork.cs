namespace Imaging.Restore;

/// <summary>
/// Work in pieces that a second thread takes a share of, if it comes in time. It runs no foreign code, unless it is
/// <see cref="ForeignWork"/>: the restoring thread may hold any lock of the program's while it waits.
/// </summary>
/// <remarks>Without locks: the first contended one starts the JIT. Pieces are short, so that waiting for one is.</remarks>
internal abstract class SharedWork
{
    private readonly int _pieces;
    private int _begun;
    private int _ended;
    private volatile Exception? _failure;

    private protected SharedWork(uint pieces) => _pieces = checked((int)pieces);

    private protected bool HasBegun => Volatile.Read(ref _begun) != 0;

    /// <summary>Does the pieces that nobody has begun, and waits for those that somebody has.</summary>
    /// <remarks>What a piece throws is thrown again here; pieces that were not begun by then are left out.</remarks>
    internal void Finish()
    {
        Help();
        if (Volatile.Read(ref _ended) != _pieces)
        {
            Wait();
        }

        if (_failure is not null)
        {
            throw _failure;
        }
    }

    private void Wait()
    {
        long started = Environment.TickCount64;
        while (Volatile.Read(ref _ended) != _pieces)
        {
            Waiting(Environment.TickCount64 - started);
            Thread.Yield();
        }
    }

    /// <summary>Leaves out the pieces that nobody has begun, and waits for those that somebody has: what they work on may be given back then.</summary>
    internal void Abandon()
    {
        while (Volatile.Read(ref _begun) < _pieces && Interlocked.Increment(ref _begun) <= _pieces)
        {
            End();
        }

        while (Volatile.Read(ref _ended) != _pieces)
        {
            Thread.Yield();
        }
    }

    /// <summary>The second thread does pieces until all are begun.</summary>
    internal virtual void Assist() => Help();

    /// <summary>Does pieces until all are begun.</summary>
    private protected void Help()
    {
        while (Volatile.Read(ref _begun) < _pieces && Interlocked.Increment(ref _begun) is var piece && piece <= _pieces)
        {
            try
            {
                if (_failure is null)
                {
                    Do((uint)piece - 1);
                }
            }
            catch (Exception exception)
            {
                _failure = exception;
            }

            End();
        }
    }

    private void End()
    {
        if (Interlocked.Increment(ref _ended) == _pieces)
        {
            Ended();
        }
    }

    private protected abstract void Do(uint piece);

    /// <summary>All pieces are done or left out: what they needed may be given back.</summary>
    private protected virtual void Ended()
    {
    }

    /// <summary>The restoring thread waits for the second one.</summary>
    private protected virtual void Waiting(long milliseconds)
    {
    }
}
