using System.Runtime.InteropServices;

namespace Imaging.Measurement;

/// <summary>Brings the machine into the state that it has after a while of use: otherwise the first runs measure the machine.</summary>
internal static unsafe class WarmMachine
{
    private const nuint PageSize = 4096;
    // More than any measured process takes.
    private const long MostBytes = 256L << 20;

    /// <summary>Reads every file below a directory, so that it is in the page cache.</summary>
    public static void ReadFiles(string directory)
    {
        byte[] buffer = new byte[1 << 20];
        foreach (string path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            using FileStream file = File.OpenRead(path);
            while (file.Read(buffer) > 0)
            {
            }
        }
    }

    /// <summary>
    /// Touches memory and gives it back, before every run: a virtual machine gets memory from its host only when it is touched,
    /// and may lose it again while nothing uses it.
    /// </summary>
    public static void TouchMemory()
    {
        nuint size = (nuint)Math.Min(MostBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);
        byte* memory = (byte*)NativeMemory.Alloc(size);
        for (nuint offset = 0; offset < size; offset += PageSize)
        {
            memory[offset] = 1;
        }

        NativeMemory.Free(memory);
    }
}
