using System.Text.Json.Serialization;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer;

/// <summary>A package to serialize: its assembly, what it is resolved against, and where its image goes.</summary>
public sealed record SerializeRequest
{
    /// <summary>The name that messages call the project by.</summary>
    public required string Project { get; init; }

    /// <summary>Absolute path of the package's assembly.</summary>
    public required string AssemblyPath { get; init; }

    /// <summary>Absolute paths of every assembly outside the framework that the package runs with, as resolved.</summary>
    public required IReadOnlyList<string> Closure { get; init; }

    /// <summary>Absolute paths of the images of assemblies in the closure, each called like its assembly.</summary>
    public IReadOnlyList<string> DependencyImages { get; init; } = [];

    /// <summary>Absolute path of the image to write.</summary>
    public required string ImagePath { get; init; }

    /// <summary>The files that builders read.</summary>
    public IReadOnlyList<InputFile> Inputs { get; init; } = [];

    /// <summary>Names of roots that keep their builder.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>How long one builder may take; <see langword="null"/> for no limit.</summary>
    public TimeSpan? BuilderTimeout { get; init; }

    /// <summary>Whether builders run in a process of their own instead of this one.</summary>
    public bool IsIsolated { get; init; }

    /// <summary>Whether a second capture, in another process, has to give the same.</summary>
    public bool Verify { get; init; }

    /// <summary>The shared frameworks that builders need besides Microsoft.NETCore.App. Where there are any, builders run in a process of their own.</summary>
    [JsonInclude]
    internal IReadOnlyList<SharedFramework> Frameworks { get; init; } = [];

    /// <summary>Roots that keep their builder because a second capture gave another value, and what their image says of that.</summary>
    [JsonInclude]
    internal IReadOnlyDictionary<string, string> NotReproduced { get; init; } = new Dictionary<string, string>();

    /// <summary>The package is another's: a builder of it that throws keeps its root only, and names that are no roots are those of other packages.</summary>
    [JsonInclude]
    internal bool IsDependency { get; init; }

    /// <summary>This is the second capture: a builder that throws refuses its root, and threads are prepared to differ.</summary>
    [JsonInclude]
    internal bool IsSecond { get; init; }

    /// <summary>Whether this process is unfit for the builders, or not to be trusted to them.</summary>
    internal bool RunsInWorker => IsIsolated || Frameworks.Count > 0;
}

/// <summary>A file that a builder reads through <c>ImagingInputs.Open</c>.</summary>
/// <param name="Name">The name that the builder asks for.</param>
/// <param name="Path">Absolute path of the file.</param>
public sealed record InputFile(string Name, string Path);
