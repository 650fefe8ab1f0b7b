namespace Imaging.Restore;

/// <summary>
/// Shared work that runs code of the program, or of the framework that calls it. The second thread runs it as the restoring
/// one would, in the same execution context: culture and other ambient values are those.
/// </summary>
/// <param name="pieces">How many pieces there are.</param>
internal abstract class ForeignWork(uint pieces) : SharedWork(pieces)
{
    // What is not done by then waits for something that the restoring thread may hold.
    private const long LongestWaitMilliseconds = 5_000;

    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>Why the restore fails where the second thread does not come to an end.</summary>
    private protected abstract string Description { get; }

    /// <summary>Whether another thread may run code as the restoring one would: not where the program forbids that the context flows.</summary>
    private protected bool HasContext => _context is not null;

    /// <inheritdoc/>
    internal override void Assist()
    {
        if (HasContext)
        {
            RunInContext(static work => ((ForeignWork)work!).Help());
        }
    }

    /// <summary>Runs code, given this work, on this thread as the restoring one would.</summary>
    private protected void RunInContext(ContextCallback code) => ExecutionContext.Run(_context!, code, this);

    private protected override void Waiting(long milliseconds)
    {
        if (milliseconds > LongestWaitMilliseconds)
        {
            throw new RestoreException(Description);
        }
    }
}
