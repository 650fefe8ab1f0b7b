using System.Diagnostics;
using Imaging.Serializer;
using Imaging.Serializer.Reading;

namespace Imaging.Bench.Capture;

/// <summary>One package, captured in this process on one processor.</summary>
/// <param name="Root">Its first root.</param>
/// <param name="Objects">How many objects the image holds.</param>
/// <param name="Bytes">What they take in memory.</param>
/// <param name="Seconds">From the value to all that is known of its graph.</param>
/// <param name="WritingSeconds">From there to the image: layout, ids and the file.</param>
/// <param name="TotalSeconds">From the request to the image, without the builder: identities of assemblies, loading, and what the JIT takes too.</param>
/// <param name="PeakBytes">By how much the working set grew at most, the graph itself included.</param>
internal sealed record CapturedPackage(string Root, long Objects, long Bytes, double Seconds, double WritingSeconds, double TotalSeconds, long PeakBytes)
{
    // Header and method table, which the image does not hold of main objects.
    private const int ObjectOverhead = 16;

    /// <exception cref="InvalidOperationException">A root is refused.</exception>
    internal static CapturedPackage Of(string assembly, string image)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using var process = Process.GetCurrentProcess();
            process.ProcessorAffinity = 1;
        }

        File.Delete(image);
        long before = Environment.WorkingSet;
        long started = Stopwatch.GetTimestamp();
        SerializeResult result = PackageSerializer.Serialize(
            new SerializeRequest
            {
                Project = Path.GetFileNameWithoutExtension(assembly),
                AssemblyPath = assembly,
                Closure = [.. Directory.EnumerateFiles(Path.GetDirectoryName(assembly)!, "*.dll").Where(path => path != assembly)],
                ImagePath = image,
            },
            CancellationToken.None);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        long peak = PeakWorkingSet();
        if (!result.ImageWritten || result.Roots.Any(static root => !root.Captured))
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics.Select(static diagnostic => diagnostic.Message)));
        }

        var description = ImageDescription.Read(image);
        return new CapturedPackage(
            result.Roots[0].Root,
            description.Types.Sum(static type => type.ConstObjects + type.MainObjects),
            description.Bytes + (description.Types.Sum(static type => type.MainObjects) * ObjectOverhead),
            result.CaptureTime.TotalSeconds,
            result.WritingTime.TotalSeconds,
            (elapsed - result.Roots.Aggregate(TimeSpan.Zero, static (sum, root) => sum + root.BuilderTime)).TotalSeconds,
            peak - before);
    }

    private static long PeakWorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
