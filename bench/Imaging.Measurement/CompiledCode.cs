using System.Reflection.PortableExecutable;

namespace Imaging.Measurement;

/// <summary>Tells whether assemblies were compiled ahead of time.</summary>
internal static class CompiledCode
{
    /// <summary>Checks every assembly of a directory.</summary>
    /// <exception cref="MeasurementException">One of them holds IL alone.</exception>
    public static void RequireAheadOfTime(string directory)
    {
        foreach (string path in Directory.EnumerateFiles(directory, "*.dll"))
        {
            using FileStream file = File.OpenRead(path);
            using var assembly = new PEReader(file);
            if (assembly.PEHeaders.CorHeader is { ManagedNativeHeaderDirectory.Size: 0 })
            {
                throw new MeasurementException($"{path} was not compiled ahead of time");
            }
        }
    }
}
