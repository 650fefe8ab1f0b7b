using System.Text.Json;
using Imaging.Format;
using Imaging.Serializer.Measuring;

namespace Imaging.Serializer.Verifying;

/// <summary>Reads the roots of an image in a fresh process, as a program that is deployed with it would, to tell what it saves.</summary>
internal static class TrialRestore
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    /// <param name="request">The package.</param>
    /// <param name="image">Its image.</param>
    /// <param name="roots">The roots that the image holds.</param>
    /// <param name="scratch">For the files of the process.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>How long the first read of each root took, or why it failed.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal static IReadOnlyDictionary<string, Measurement> Measure(
        SerializeRequest request, string image, IReadOnlyCollection<string> roots, ScratchDirectory scratch, CancellationToken cancellation)
    {
        string directory = scratch.Subdirectory("deployed");
        string package = Path.GetFileNameWithoutExtension(request.AssemblyPath);
        foreach (string assembly in request.Closure.Prepend(request.AssemblyPath))
        {
            Place(assembly, Path.Combine(directory, Path.GetFileName(assembly)));
        }

        foreach (InputFile input in request.Inputs)
        {
            Place(input.Path, Path.Combine(directory, ImagingInputs.DeployedFolder, package, input.Name));
        }

        foreach (string dependency in request.DependencyImages)
        {
            Place(dependency, Path.Combine(directory, Path.GetFileName(dependency)));
        }

        string deployed = Path.Combine(directory, package + ImageFormat.Extension);
        Place(image, deployed);
        var environment = new Dictionary<string, string>(Perturbation.Kept()) { ["IMAGING_MODE"] = "required" };
        (string? path, string? failure) = new WorkerProcess(WorkerRuntime.With(request.Frameworks), scratch, cancellation).Run("restore", [deployed, .. roots], new WorkerSurroundings(directory, environment, s_limit));
        return path is not null
            ? JsonSerializer.Deserialize<Dictionary<string, Measurement>>(File.ReadAllBytes(path))!
            : roots.ToDictionary(static root => root, _ => new Measurement(null, failure));
    }

    private static void Place(string file, string at)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(at)!);
        if (!File.Exists(at))
        {
            File.Copy(file, at);
        }
    }
}
