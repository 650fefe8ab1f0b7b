using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Imaging.Identity;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Reading;

/// <summary>The assemblies in a directory that images lie in, as a program there finds them.</summary>
internal sealed class DeployedAssemblies
{
    private readonly Dictionary<string, AssemblyFacts> _facts = new(StringComparer.Ordinal);
    private readonly AssemblyDependencyResolver? _resolver;
    private readonly Func<string, string?>? _find;
    private readonly Lazy<IReadOnlyList<SharedFramework>> _further;
    private readonly Lazy<bool> _replaces;

    /// <param name="directory">The directory.</param>
    /// <param name="components">Names of programs, and of packages: the first that lists what it needs tells where assemblies lie.</param>
    internal DeployedAssemblies(string directory, IEnumerable<string> components)
    {
        Directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        IsSelfContained = File.Exists(Path.Combine(Directory, typeof(object).Assembly.GetName().Name + ".dll"));
        _resolver = CreateResolver(Directory, components);
        _further = new(() => IsSelfContained ? [] : ProgramFrameworks.Of(Directory, components));
        _replaces = new(ReplacesFrameworks);
    }

    /// <summary>What a program resolved and has not deployed yet.</summary>
    /// <param name="directory">Where the package lies that is looked at, with its inputs beside it.</param>
    /// <param name="find">Full path of an assembly by its simple name.</param>
    /// <param name="further">The shared frameworks that it runs on besides Microsoft.NETCore.App.</param>
    internal DeployedAssemblies(string directory, Func<string, string?> find, IReadOnlyList<SharedFramework> further)
    {
        _further = new(further);
        _replaces = new(ReplacesFrameworks);
        Directory = directory;
        _find = find;
    }

    internal string Directory { get; }

    /// <summary>Whether the framework lies there too.</summary>
    internal bool IsSelfContained { get; }

    /// <summary>The assemblies of whatever program lies where an image does.</summary>
    internal static DeployedAssemblies Around(string imagePath)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(imagePath))!;
        return new DeployedAssemblies(directory, ProgramNames.In(directory).Append(Path.GetFileNameWithoutExtension(imagePath)));
    }

    /// <summary>Whether an assembly there is part of the framework.</summary>
    internal bool IsFramework(string name) => IsSelfContained && FrameworkDirectory.Has(name);

    /// <summary>Full path of an assembly; <see langword="null"/> where it is not there.</summary>
    internal string? Find(string name)
    {
        if (_find is not null)
        {
            return _find(name);
        }

        string? resolved = _resolver?.ResolveAssemblyToPath(new AssemblyName(name));
        if (resolved is not null && resolved.StartsWith(Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return resolved;
        }

        string beside = Path.Combine(Directory, name + ".dll");
        return File.Exists(beside) ? beside : null;
    }

    /// <summary>What a program there runs on, in words.</summary>
    internal string FrameworkText => IsSelfContained
        ? $"the framework in {Directory}"
        : string.Join(" with ", _further.Value.Select(static framework => framework.ToString()).Prepend($"the framework {Environment.Version} of this process"));

    /// <summary>Version of a framework assembly that a program there runs on.</summary>
    /// <returns><see langword="null"/> where there is no such assembly.</returns>
    /// <exception cref="BadImageFormatException">It is none.</exception>
    internal Version? FrameworkVersion(string name) => FrameworkFile(name) is { } path ? AssemblyName.GetAssemblyName(path).Version : null;

    /// <summary>Whether a program there runs on the framework that this process runs on.</summary>
    internal bool HasFrameworkOfThisProcess =>
        !IsSelfContained || FrameworkMvid(typeof(object).Assembly.GetName().Name!) == typeof(object).Module.ModuleVersionId;

    /// <summary>Module version id of a framework assembly that a program there runs on.</summary>
    /// <returns><see langword="null"/> where there is no such assembly.</returns>
    /// <exception cref="BadImageFormatException">It is none.</exception>
    internal Guid? FrameworkMvid(string name)
    {
        if (FrameworkFile(name) is not { } path)
        {
            return null;
        }

        using FileStream stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    /// <summary>What identifies an assembly file.</summary>
    /// <exception cref="BadImageFormatException">It is not an assembly whose IL can be told.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal AssemblyFacts FactsOf(string path)
    {
        if (!_facts.TryGetValue(path, out AssemblyFacts? known))
        {
            _facts.Add(path, known = AssemblyFacts.Read(path));
        }

        return known;
    }

    /// <summary>Full path of an assembly of a framework that programs there run on, and this process may not; <see langword="null"/> where there is none.</summary>
    internal string? FindFurther(string name) => SharedFramework.FileIn(_further.Value, name);

    /// <summary>Whether a program there runs on an assembly as the frameworks of this process have it.</summary>
    internal bool SharesFramework(string name) => FrameworkDirectory.CoreHas(name) || (FrameworkDirectory.Has(name) && !_replaces.Value);

    private bool ReplacesFrameworks() =>
        SharedFramework.AreReplaced(_further.Value, System.IO.Directory.EnumerateFiles(Directory, "*.dll").Select(static path => Path.GetFileNameWithoutExtension(path)));

    // Packages bring later versions of what frameworks have too.
    private string? FrameworkFile(string name)
    {
        string core = Path.Combine(FrameworkDirectory.FullPath, name + ".dll");
        return Find(name) ?? (IsSelfContained ? null : File.Exists(core) ? core : FindFurther(name));
    }

    // A program's deps.json knows where it keeps its assemblies; without one they lie side by side.
    private static AssemblyDependencyResolver? CreateResolver(string directory, IEnumerable<string> components)
    {
        foreach (string component in components.Select(name => Path.Combine(directory, name)))
        {
            if (!File.Exists(component + ".deps.json") || !File.Exists(component + ".dll"))
            {
                continue;
            }

            try
            {
                return new AssemblyDependencyResolver(component + ".dll");
            }
            catch (InvalidOperationException)
            {
                // It names packages that were never copied here, as the deps.json of a library does.
            }
        }

        return null;
    }
}
