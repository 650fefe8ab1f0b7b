namespace Imaging.Measurement;

/// <summary>
/// An app that measures its own roots, one in a process: <c>--measure --root NAME</c> (<c>none</c> for nothing) and
/// <c>--measure --read FILE</c>, which print what <see cref="RootSample"/> reads.
/// </summary>
internal sealed class MeasuredApp(string assembly)
{
    public const string NoRoot = "none";

    /// <summary>Its main assembly.</summary>
    public string Assembly => assembly;

    public string Directory => Path.GetDirectoryName(assembly)!;

    /// <summary>Runs the app to its end, without checking how it ended.</summary>
    public ChildProcess Run(string mode, IEnumerable<string> arguments, params IEnumerable<KeyValuePair<string, string>> environment) =>
        ChildProcess.Run(ChildProcess.DotNet, [assembly, .. arguments], environment: [new("IMAGING_MODE", mode), .. environment]);

    /// <summary>The first read of a root in a fresh process, restored from its image.</summary>
    /// <exception cref="MeasurementException">It was not.</exception>
    public RootSample Restore(string root) => Measure("required", ["--root", root], ValueSource.Image);

    /// <summary>The first read of a root in a fresh process, made by its builder.</summary>
    /// <exception cref="MeasurementException">It was not.</exception>
    public RootSample Build(string root) => Measure("off", ["--root", root], ValueSource.Builder);

    /// <summary>The first read of a root in a fresh process, from wherever its value comes.</summary>
    /// <exception cref="MeasurementException">The process failed.</exception>
    public RootSample Touch(string root) => Measure("auto", ["--root", root], null);

    /// <summary>Nothing, in a fresh process: what measuring takes.</summary>
    /// <exception cref="MeasurementException">The process failed.</exception>
    public RootSample Nothing() => Measure("required", ["--root", NoRoot], ValueSource.None);

    /// <summary><c>File.ReadAllBytes</c> in a fresh process.</summary>
    /// <exception cref="MeasurementException">The process failed.</exception>
    public RootSample Read(string path) => Measure("required", ["--read", path], ValueSource.None);

    private RootSample Measure(string mode, IEnumerable<string> arguments, ValueSource? expected)
    {
        string what = $"{Path.GetFileNameWithoutExtension(assembly)} {string.Join(' ', arguments)} (mode {mode})";
        WarmMachine.TouchMemory();
        ChildProcess process = Run(mode, ["--measure", .. arguments]).Succeeded(what);
        RootSample sample = RootSample.Parse(process.Output, process.Elapsed);
        return expected is null || sample.Source == expected
            ? sample
            : throw new MeasurementException($"{what} should have measured {expected} and measured {sample.Source}: {sample.Reason}");
    }
}
