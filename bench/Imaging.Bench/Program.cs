using System.Text.Json;
using System.Text.Json.Nodes;
using Imaging.Bench;
using Imaging.Measurement;

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

if (options.ShowsHelp)
{
    Console.WriteLine(Options.Usage);
    return 0;
}

try
{
    JsonArray results = [];
    foreach (Report report in Benchmarks.Run(options))
    {
        Console.WriteLine();
        Console.WriteLine(report.ToMarkdown());
        results.Add(report.ToJson());
    }

    if (options.JsonFile is { } file)
    {
        File.WriteAllText(file, results.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    return 0;
}
catch (MeasurementException failure)
{
    Console.Error.WriteLine($"bench: {failure.Message}");
    return 1;
}
