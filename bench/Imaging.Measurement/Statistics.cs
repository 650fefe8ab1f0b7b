namespace Imaging.Measurement;

/// <summary>What several runs of one thing say together.</summary>
internal sealed class Statistics
{
    private readonly double[] _sorted;

    public Statistics(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(_sorted.Length, nameof(values));
    }

    public int Count => _sorted.Length;

    public double Median => Quantile(0.5);

    public double Smallest => _sorted[0];

    public double Largest => _sorted[^1];

    /// <summary>The value that the given part of the runs does not exceed, between neighbours by proportion.</summary>
    public double Quantile(double part)
    {
        double place = part * (_sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((_sorted[above] - _sorted[below]) * (place - below));
    }
}
