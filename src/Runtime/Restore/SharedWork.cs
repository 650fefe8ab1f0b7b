namespace Imaging.Restore;

/// <summary>
/// Work in pieces that a second thread takes a share of, if it comes in time. It must run no foreign code: the restoring
/// thread may hold any lock of the program's while it waits.
/// </summary>
internal abstract class SharedWork
{
    private readonly object _gate = new();
    private readonly uint _pieces;
    private uint _next;
    private uint _running;
    private Exception? _failure;

    private protected SharedWork(uint pieces) => _pieces = pieces;

    /// <summary>Does the pieces that nobody has begun, and waits for those that somebody has.</summary>
    /// <remarks>What a piece throws is thrown again on every thread that asks.</remarks>
    internal void Finish()
    {
        Help();
        lock (_gate)
        {
            while (_running > 0)
            {
                Monitor.Wait(_gate);
            }

            if (_failure is not null)
            {
                throw _failure;
            }
        }
    }

    /// <summary>Does pieces until all are begun.</summary>
    internal void Help()
    {
        while (TryBegin(out uint piece))
        {
            Exception? failure = null;
            try
            {
                Do(piece);
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            End(failure);
        }
    }

    private protected abstract void Do(uint piece);

    private bool TryBegin(out uint piece)
    {
        lock (_gate)
        {
            piece = _next;
            if (_failure is not null || piece == _pieces)
            {
                return false;
            }

            _next++;
            _running++;
            return true;
        }
    }

    private void End(Exception? failure)
    {
        lock (_gate)
        {
            _running--;
            _failure ??= failure;
            if (_running == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}
