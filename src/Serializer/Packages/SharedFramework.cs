using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;

namespace Imaging.Serializer.Packages;

/// <summary>A shared framework, installed where the one lies that this process runs on.</summary>
/// <param name="Name">Its name, as a runtime configuration has it.</param>
/// <param name="Version">Its version, which its directory is called by.</param>
internal sealed record SharedFramework(string Name, string Version)
{
    /// <summary>Name of the framework that all others rest on.</summary>
    internal const string Core = "Microsoft.NETCore.App";

    private const string Extension = ".dll";

    /// <summary>Those besides Microsoft.NETCore.App that this process runs on, as the host has listed their assemblies.</summary>
    internal static IReadOnlyList<SharedFramework> OfThisProcess { get; } =
    [
        .. (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator)
            .Select(Path.GetDirectoryName)
            .Distinct()
            .Where(static directory => directory != FrameworkDirectory.FullPath && FrameworkDirectory.IsInstalled(directory))
            .Select(static directory => new SharedFramework(Path.GetFileName(Path.GetDirectoryName(directory))!, Path.GetFileName(directory)!)),
    ];

    /// <summary>All besides Microsoft.NETCore.App that are installed and go with that of this process.</summary>
    internal static IReadOnlyList<SharedFramework> All => FrameworkDirectory.Installed is not { } installed ? [] :
    [
        .. System.IO.Directory.EnumerateDirectories(installed)
            .Where(static directory => directory != Path.GetDirectoryName(FrameworkDirectory.FullPath))
            .Select(static directory => Find(Path.GetFileName(directory)))
            .OfType<SharedFramework>()
            .OrderBy(static framework => framework.Name, StringComparer.Ordinal),
    ];

    /// <summary>The installed one that builders get with the framework of this process: of the same patch, else of the latest before it. A later one does not start on an earlier Microsoft.NETCore.App.</summary>
    /// <returns><see langword="null"/> where none is installed.</returns>
    internal static SharedFramework? Find(string name)
    {
        if (OfThisProcess.FirstOrDefault(framework => framework.Name == name) is { } own)
        {
            return own;
        }

        string versions = Path.Combine(FrameworkDirectory.Installed ?? "", name);
        string same = Path.GetFileName(FrameworkDirectory.FullPath);
        if (FrameworkDirectory.Installed is null || !System.IO.Directory.Exists(versions))
        {
            return null;
        }

        string? found = System.IO.Directory.Exists(Path.Combine(versions, same)) ? same : System.IO.Directory.EnumerateDirectories(versions)
            .Select(static directory => System.Version.TryParse(Path.GetFileName(directory), out Version? version) ? version : null)
            .Where(static version => version is not null && (version.Major, version.Minor) == (Environment.Version.Major, Environment.Version.Minor) && version < Environment.Version)
            .Max()?.ToString();
        return found is null ? null : new SharedFramework(name, found);
    }

    /// <summary>Which build it is: a hash over its assemblies' module version ids.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal string Build()
    {
        var ids = new StringBuilder();
        foreach (string file in System.IO.Directory.EnumerateFiles(Directory, "*" + Extension).Order(StringComparer.Ordinal))
        {
            using var image = new PEReader(File.OpenRead(file));
            if (image.HasMetadata && image.GetMetadataReader() is var metadata)
            {
                ids.Append(Path.GetFileName(file)).Append(' ').Append(metadata.GetGuid(metadata.GetModuleDefinition().Mvid)).Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ids.ToString())));
    }

    /// <summary>Full path of one of its assemblies; <see langword="null"/> where it has none of that name.</summary>
    internal string? FileOf(string assembly)
    {
        string path = Path.Combine(Directory, assembly + Extension);
        return File.Exists(path) ? path : null;
    }

    /// <summary>Full path of an assembly of one of several frameworks; <see langword="null"/> where none has it.</summary>
    internal static string? FileIn(IEnumerable<SharedFramework> frameworks, string assembly) => frameworks.Select(framework => framework.FileOf(assembly)).FirstOrDefault(static file => file is not null);

    /// <summary>
    /// Whether a program brings other versions of what frameworks besides Microsoft.NETCore.App, or the assemblies that they rest
    /// on, consist of. A host gives it one of each; a load context, which cannot change what the process around it has loaded, loads
    /// the frameworks itself.
    /// </summary>
    /// <param name="frameworks">The frameworks.</param>
    /// <param name="assemblies">Simple names of the assemblies that the program brings.</param>
    internal static bool AreReplaced(IReadOnlyCollection<SharedFramework> frameworks, IEnumerable<string> assemblies) =>
        frameworks.Count > 0 && assemblies.Any(name => FrameworkDirectory.CoreHas(name) || FileIn(frameworks, name) is not null);

    public override string ToString() => $"{Name} {Version}";

    private string Directory => Path.Combine(FrameworkDirectory.Installed!, Name, Version);
}
