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

    /// <inheritdoc/>
    internal override void Assist()
    {
        // Null where the program forbids that the context flows.
        if (_context is not null)
        {
            ExecutionContext.Run(_context, static work => ((ForeignWork)work!).Help(), this);
        }
    }

    private protected override void Waiting(long milliseconds)
    {
        if (milliseconds > LongestWaitMilliseconds)
        {
            throw new RestoreException(Description);
        }
    }
}
