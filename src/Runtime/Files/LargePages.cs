namespace Imaging.Files;

/// <summary>Advice to the kernel that a block of memory is better made of large pages: each is first touched once, not 512 times.</summary>
internal static unsafe class LargePages
{
    internal const nuint Size = 2 << 20;

    private const int AdviseHugePages = 14;

    /// <summary>Advice only: where the kernel declines it, or is no Linux, the pages are small.</summary>
    /// <param name="start">Any address: the advice holds for the large pages that the block touches.</param>
    /// <param name="length">Bytes in the block.</param>
    internal static void Advise(byte* start, nuint length)
    {
        if (OperatingSystem.IsLinux())
        {
            nuint first = (nuint)start & ~(Size - 1);
            nuint end = ((nuint)start + length + Size - 1) & ~(Size - 1);
            _ = LibC.Advise((byte*)first, end - first, AdviseHugePages);
        }
    }
}
