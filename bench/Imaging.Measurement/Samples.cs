namespace Imaging.Measurement;

/// <summary>What samples say about one of their values.</summary>
internal static class Samples
{
    public static Statistics Milliseconds(this IEnumerable<RootSample> samples) => new(samples.Select(sample => sample.Milliseconds));

    public static Statistics Methods(this IEnumerable<RootSample> samples) => new(samples.Select(sample => (double)sample.Methods));

    public static Statistics ProcessMilliseconds(this IEnumerable<RootSample> samples) =>
        new(samples.Select(sample => sample.Process.TotalMilliseconds));
}
