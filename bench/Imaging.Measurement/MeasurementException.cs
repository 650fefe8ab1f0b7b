namespace Imaging.Measurement;

/// <summary>A run did not measure what it says it measures, so there are no figures.</summary>
internal sealed class MeasurementException(string message) : Exception(message);
