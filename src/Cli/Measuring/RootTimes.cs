using Imaging.Serializer.Measuring;
using Imaging.Serializer.Reading;

namespace Imaging.Cli.Measuring;

/// <summary>How long a root takes with and without its image: medians of reads in fresh processes.</summary>
/// <param name="BuilderMs">Milliseconds that its builder takes.</param>
/// <param name="ImageMs">Milliseconds that its restore takes.</param>
/// <param name="BuilderProblem">Why the builder was not measured.</param>
/// <param name="ImageProblem">Why the restore was not measured.</param>
internal sealed record RootTimes(double? BuilderMs, double? ImageMs, string? BuilderProblem, string? ImageProblem)
{
    private const int Runs = 3;

    internal static async Task<RootTimes> MeasureAsync(MeasuringProcess process, RootDescription root, CancellationToken cancellation)
    {
        Measurement builder = await MedianAsync(process, root.Root, "off", cancellation);
        Measurement restore = root.Captured
            ? await MedianAsync(process, root.Root, "required", cancellation)
            : new Measurement(null, "the image does not hold it");
        return new RootTimes(builder.Milliseconds, restore.Milliseconds, builder.Problem, restore.Problem);
    }

    private static async Task<Measurement> MedianAsync(MeasuringProcess process, string root, string mode, CancellationToken cancellation)
    {
        var times = new double[Runs];
        for (int i = 0; i < Runs; i++)
        {
            Measurement measured = await process.RunAsync(root, mode, cancellation);
            if (measured.Milliseconds is not { } time)
            {
                return measured;
            }

            times[i] = time;
        }

        Array.Sort(times);
        return new Measurement(times[Runs / 2], null);
    }
}
