namespace Imaging.Files;

/// <summary>Advice to the kernel that a block of memory is better made of large pages: each is first touched once, not 512 times.</summary>
internal static unsafe class LargePages
{
    internal const nuint Size = 2 << 20;

    private const int AdviseHugePages = 14;

    /// <summary>Advice only: where the kernel declines it, or is no Linux, the pages are small.</summary>
    internal static void Advise(byte* start, nuint length)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = LibC.Advise(start, length, AdviseHugePages);
        }
    }
}
