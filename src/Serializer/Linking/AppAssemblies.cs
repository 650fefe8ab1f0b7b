using System.Text.Json;
using Imaging.Identity;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Linking;

/// <summary>The assemblies that an app is deployed with, outside the framework.</summary>
internal static class AppAssemblies
{
    private const string Extension = ".dll";

    /// <returns>In ordinal order of their names. What cannot be identified is left out.</returns>
    internal static IReadOnlyList<LinkedAssembly> Of(DeployedApp app, DeployedAssemblies deployed)
    {
        ListedFile[] files = FilesOf(app);
        string[] packaged = NamesIn(files.Where(static file => file.IsOfPackage));
        return
        [
            .. PathsOf(files, deployed)
                .Select(path => Identify(path, deployed, packaged))
                .OfType<LinkedAssembly>()
                .DistinctBy(static assembly => assembly.Name)
                .OrderBy(static assembly => assembly.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Full paths of their files.</summary>
    internal static IEnumerable<string> PathsOf(DeployedApp app, DeployedAssemblies deployed) => PathsOf(FilesOf(app), deployed);

    private static IEnumerable<string> PathsOf(ListedFile[] files, DeployedAssemblies deployed) =>
        NamesIn(files).Where(name => !deployed.IsFramework(name)).Select(deployed.Find).OfType<string>();

    // The bytes of what a project builds change with the directory and with a comment.
    private static LinkedAssembly? Identify(string path, DeployedAssemblies deployed, string[] packaged)
    {
        try
        {
            AssemblyFacts facts = deployed.FactsOf(path);
            return new LinkedAssembly(facts.Name, facts.Version, facts.Identity.ToString(), packaged.Contains(facts.Name) ? Restore.IdentifiedFile.Entry(facts.File, facts.Checksum) : null);
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    // What its deps.json does not list, an app does not load; without one it loads what lies beside it.
    private static ListedFile[] FilesOf(DeployedApp app)
    {
        using JsonDocument? list = HostFile.Parse(Path.Combine(app.Directory, app.Name + ".deps.json"));
        return list is null
            ? [.. Directory.EnumerateFiles(app.Directory, "*" + Extension).Select(static path => new ListedFile(path, IsOfPackage: false))]
            : [.. Listed(list.RootElement)];
    }

    private static string[] NamesIn(IEnumerable<ListedFile> files) =>
    [
        .. files
            .Select(static file => file.Path)
            .Where(static path => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
            .Select(static path => Path.GetFileNameWithoutExtension(path))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static IEnumerable<ListedFile> Listed(JsonElement list)
    {
        var packages = list.Members("libraries")
            .Where(static library => library.Value.Members().Any(static member => member.NameEquals("type") && member.Value.ValueEquals("package")))
            .Select(static library => library.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
            from target in list.Members("targets")
            from library in target.Value.Members()
            from file in library.Value.Members("runtime").Concat(library.Value.Members("runtimeTargets").Where(IsAssembly))
            select new ListedFile(file.Name, packages.Contains(library.Name));
    }

    private static bool IsAssembly(JsonProperty runtimeTarget) =>
        runtimeTarget.Value.Members().Any(static member => member.NameEquals("assetType") && member.Value.ValueEquals("runtime"));

    private readonly record struct ListedFile(string Path, bool IsOfPackage);
}
