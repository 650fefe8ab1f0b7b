namespace Imaging.Serializer.Depot;

/// <summary>Files that the operating system locks while they are open: <c>flock</c>, or the share mode of Windows.</summary>
internal static class LockFile
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;

    /// <returns>The open file; <see langword="null"/> where another one has it open.</returns>
    internal static FileStream? TryOpenExclusive(string path) => TryOpen(path, FileShare.None);

    /// <returns>The open file; <see langword="null"/> where another one has it open exclusively.</returns>
    internal static FileStream? TryOpenShared(string path) => TryOpen(path, FileShare.ReadWrite);

    private static FileStream? TryOpen(string path, FileShare share)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);
        }
        catch (IOException exception) when (exception.HResult is WindowsSharingViolation or WindowsLockViolation or LinuxWouldBlock or BsdWouldBlock)
        {
            return null;
        }
    }
}
