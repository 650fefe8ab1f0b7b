using Imaging.Serializer.Linking;

namespace Imaging.Serializer.Tests.Linking;

/// <summary>A package <c>Above</c> whose builder uses a package <c>Zoo</c>, each with an image, in the directory of an app.</summary>
internal sealed class LinkedPackages : IDisposable
{
    internal const string App = "App";

    private const string ZooSource = """
        public sealed class Animal { public string Name; }
        public static class Zoo
        {
            public static readonly ImageRoot<string[]> Animals = new(() => "ape bee cat".Split(' '));
            public static Animal Make(int number) => new Animal { Name = "animal " + number };
        }
        """;

    private const string AboveSource = """
        public static class Roots { public static readonly ImageRoot<Animal[]> Animals = new(() => new[] { Zoo.Make(1), Zoo.Make(2) }); }
        """;

    private readonly TestPackage _zoo;

    internal LinkedPackages()
    {
        _zoo = TestPackage.Compile(ZooSource, "Zoo");
        _zoo.SerializeAll();
        Above = TestPackage.Compile(AboveSource, "Above", _zoo);
        Above.SerializeAll();
        Configure("");
    }

    internal TestPackage Above { get; }

    internal string Directory => Above.Directory;

    internal string ManifestPath => PathOf(App + ".imglink");

    internal string PathOf(string name) => Path.Combine(Directory, name);

    /// <summary>Gives the app settings, as members of a JSON object.</summary>
    internal void Configure(string properties) =>
        File.WriteAllText(PathOf(App + ".runtimeconfig.json"), $$"""{ "runtimeOptions": { "configProperties": { {{properties}} } } }""");

    /// <summary>Deploys another version of Zoo than Above's image was made with.</summary>
    internal void ChangeZoo() =>
        SourceCompiler.Compile(ZooSource.Replace("animal ", "beast ", StringComparison.Ordinal), PathOf("Zoo.dll"), []);

    internal LinkResult Link() => ImageLinker.Link(DeployedApp.Find(App, Directory));

    public void Dispose()
    {
        Above.Dispose();
        _zoo.Dispose();
    }
}
