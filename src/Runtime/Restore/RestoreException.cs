namespace Imaging.Restore;

/// <summary>A sound image does not hold for this process. Its message is the reason that the user reads.</summary>
internal sealed class RestoreException(string reason) : Exception(reason);
