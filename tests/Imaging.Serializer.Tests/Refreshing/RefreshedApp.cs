using System.Text.Json;
using Imaging.Serializer.Tests.Cli;

namespace Imaging.Serializer.Tests.Refreshing;

/// <summary>
/// An app <c>App</c>, deployed without images: <c>Zoo</c> has roots, <c>Above</c> one whose builder reads one of them, and the
/// program prints them all.
/// </summary>
internal sealed class RefreshedApp : IDisposable
{
    internal const string Zoo = """
        public static class Zoo
        {
            public static readonly ImageRoot<string[]> Animals = new(() => "ape bee cat".Split(' '));
            public static readonly ImageRoot<ConcurrentQueue<string>> Queue = new(() => new(Enumerable.Range(0, 40).Select(n => "queued " + n)));
        }
        """;

    private const string Above = """
        public static class Above { public static readonly ImageRoot<string[][]> Pairs = new(() => new[] { Zoo.Animals.Value, Zoo.Animals.Value }); }
        """;

    private const string Program = """
        Console.WriteLine($"{Environment.Version} {string.Join(' ', Above.Pairs.Value[1])} {Zoo.Queue.Value.Count} {ReferenceEquals(Above.Pairs.Value[0], Zoo.Animals.Value)}");
        foreach (ImageDecision decision in PackageImage.Decisions) { Console.Error.WriteLine($"{decision.Root} {(decision.FromImage ? "image" : decision.Reason)}"); }
        """;

    private readonly TemporaryDirectory _directory = new();

    internal RefreshedApp(string zoo = Zoo)
    {
        File.Copy(SourceCompiler.Runtime, PathOf("Imaging.Runtime.dll"));
        CompileZoo(zoo);
        SourceCompiler.Compile(Above, PathOf("Above.dll"), [PathOf("Zoo.dll")]);
        SourceCompiler.Compile(Program, PathOf("App.dll"), [PathOf("Zoo.dll"), PathOf("Above.dll")], isProgram: true);
        Configure("10.0.0");
    }

    internal string Directory => _directory.Path;

    internal string PathOf(string name) => _directory.File(name);

    internal void CompileZoo(string source) => SourceCompiler.Compile(source, PathOf("Zoo.dll"), []);

    /// <summary>Says which framework the app runs on.</summary>
    internal void Configure(string version, string properties = "", string rollForward = "Minor") => File.WriteAllText(
        PathOf("App.runtimeconfig.json"),
        $$"""
        {
          "runtimeOptions": {
            "rollForward": "{{rollForward}}",
            "framework": { "name": "Microsoft.NETCore.App", "version": "{{version}}" },
            "configProperties": { {{properties}} }
          }
        }
        """);

    internal Task<ProgramResult> RefreshAsync(string? host = null) => ToolUnderTest.RunOnAsync(host, "refresh", Directory);

    /// <summary>Refreshes, and returns the JSON that the tool prints.</summary>
    internal async Task<JsonElement> RefreshJsonAsync(int exitCode, params (string Name, string Value)[] environment)
    {
        ProgramResult result = await ToolUnderTest.RunAsync(environment.ToDictionary(static variable => variable.Name, static variable => variable.Value), "refresh", Directory, "--json");
        Assert.AreEqual(exitCode, result.ExitCode, result.Output + result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    /// <summary>Runs the app, which must find each root in an image.</summary>
    internal Task<ProgramResult> RunAsync(string? host = null) => TestPackage.StartAsync(PathOf("App.dll"), "required", host: host);

    /// <summary>Every file with its time and content.</summary>
    internal string Snapshot() => string.Join('\n', System.IO.Directory.EnumerateFileSystemEntries(Directory, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(static path => $"{path} {File.GetLastWriteTimeUtc(path):o} {(File.Exists(path) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))) : "")}"));

    public void Dispose() => _directory.Dispose();
}
