using System.Globalization;
using System.Text.Json.Nodes;
using Imaging.Measurement;

namespace Imaging.Build;

/// <summary>Proves on the sample's packages that build on each other that their images link: objects are shared, and no image has another's.</summary>
internal static class DemoLinks
{
    private const int Threads = 16;
    private const int ThreadedRuns = 5;

    private static readonly string[] s_roots = ["terms", "timezones", "stems", "places", "search", "suggestions", "queries"];

    /// <exception cref="BuildFailedException">An object is not shared, or an image has objects of another package.</exception>
    public static void Check(MeasuredApp app, ImagingTool tool)
    {
        SharedPair[] shared = Shared(app, "off", []);
        foreach (string first in s_roots)
        {
            Require(shared, Shared(app, "required", ["--root", first]), $"where {first} is read first");
        }

        for (int run = 0; run < ThreadedRuns; run++)
        {
            Require(shared, Shared(app, "required", ["--threads", Threads.ToString(CultureInfo.InvariantCulture)]), $"where {Threads} threads read all roots at once");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{shared.Sum(pair => pair.Count):N0} references from package to package lead to the other package's own objects: whichever of the {s_roots.Length} roots is read first, and where {Threads} threads read all of them at once ({ThreadedRuns} runs)."));
        Console.WriteLine();
        Console.WriteLine(Owned(app, tool, shared).ToMarkdown());
    }

    private static SharedPair[] Shared(MeasuredApp app, string mode, IEnumerable<string> arguments)
    {
        ChildProcess run = app.Run(mode, ["--shared", .. arguments]);
        return run.ExitCode == 0
            ? [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(SharedPair.Parse)]
            : throw new BuildFailedException($"packages do not share their objects in mode {mode} {string.Join(' ', arguments)}: {run.Error.Trim()}");
    }

    private static void Require(SharedPair[] expected, SharedPair[] found, string where)
    {
        if (expected.Length == 0 || !expected.SequenceEqual(found))
        {
            throw new BuildFailedException($"{where}, packages share {string.Join(", ", found)}; as their builders made them, they share {string.Join(", ", expected)}");
        }
    }

    private static Report Owned(MeasuredApp app, ImagingTool tool, SharedPair[] shared)
    {
        var report = new Report("What each image holds, and what it refers to in others (dotnet imaging inspect)", "image", "bytes", "its own objects", "objects of others that it refers to");
        Dictionary<string, JsonNode> images = shared
            .SelectMany(pair => new[] { pair.To, pair.From })
            .Distinct()
            .ToDictionary(package => package, package => tool.Inspect(Path.Combine(app.Directory, package + ".pkgimg")));
        foreach ((string package, JsonNode image) in images)
        {
            string[] owners = [.. shared.Where(pair => pair.From == package).Select(pair => pair.To)];
            report.Add(
                Cell.Of(package),
                Cell.Of((long)image["bytes"]!),
                Cell.Of(image["types"]!.AsArray().Sum(type => (long)type!["constObjects"]! + (long)type["mainObjects"]!)),
                Cell.Of(owners.Length == 0 ? "–" : string.Join(", ", owners.Select(owner => Referenced(package, image, owner, images[owner])))));
        }

        return report;
    }

    // Arrays of another package's objects are the image's own; the objects are not.
    private static string Referenced(string package, JsonNode image, string owner, JsonNode owning)
    {
        if (image["types"]!.AsArray().FirstOrDefault(type => (string)type!["assembly"]! == owner && !((string)type["type"]!).EndsWith(']')) is { } copied)
        {
            throw new BuildFailedException($"the image of {package} has objects of the type {copied["type"]} of {owner}, whose image it should refer to");
        }

        JsonNode? link = image["dependencies"]!.AsArray().FirstOrDefault(dependency => (string)dependency!["name"]! == owner);
        long count = (long?)link?["referencedObjects"] ?? 0;
        return count > 0 && (string?)link!["image"] == (string?)owning["buildId"]
            ? string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {owner}")
            : throw new BuildFailedException($"the image of {package} does not refer to objects of the image of {owner}, build id {owning["buildId"]}");
    }
}

/// <summary>How often one package's objects refer to another's.</summary>
internal sealed record SharedPair(string From, string To, long Count)
{
    /// <exception cref="BuildFailedException">The line does not say so.</exception>
    public static SharedPair Parse(string line) =>
        line.Split(' ') is [var from, var to, var count] && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new SharedPair(from, to, number)
            : throw new BuildFailedException($"not a count of shared objects: {line}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count:N0} objects of {To} with {From}");
}
