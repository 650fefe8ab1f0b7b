using Imaging.Identity;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer;

/// <summary>Serializes one package into an image.</summary>
public static class PackageSerializer
{
    /// <summary>Extension of the file beside an image that holds the key of what it was made from.</summary>
    private const string KeyExtension = ".key";

    /// <summary>Makes the image of a package, or finds that the one in place is up to date.</summary>
    /// <param name="request">The package.</param>
    /// <param name="cancellation">Ends the work between two roots.</param>
    /// <returns>What became of it. What the user must know is in its diagnostics, not thrown.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    /// <exception cref="IOException">A file of the request cannot be read, or the image cannot be written.</exception>
    public static SerializeResult Serialize(SerializeRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!RootReferences.Exist(request.AssemblyPath))
        {
            DeleteImage(request.ImagePath);
            return new SerializeResult(UpToDate: false, ImageWritten: false, null, [], []);
        }

        var facts = new Dictionary<string, AssemblyFacts>(StringComparer.Ordinal);
        string key = PackageKey.Compute(request, FactsOf);
        if (ReadKey(request.ImagePath) is [var known, var buildId] && known == key && File.Exists(request.ImagePath))
        {
            return new SerializeResult(UpToDate: true, ImageWritten: false, buildId, [], []);
        }

        SerializeResult result = new PackageCapture(request, FactsOf, cancellation).Run();
        if (result.ImageWritten)
        {
            AtomicFile.Write(request.ImagePath + KeyExtension, stream =>
            {
                using var writer = new StreamWriter(stream);
                writer.Write($"{key}\n{result.BuildId}\n");
            });
        }
        else
        {
            DeleteImage(request.ImagePath);
        }

        return result;

        AssemblyFacts FactsOf(string path)
        {
            if (!facts.TryGetValue(path, out AssemblyFacts? known))
            {
                facts.Add(path, known = AssemblyFacts.Read(path));
            }

            return known;
        }
    }

    private static string[]? ReadKey(string imagePath)
    {
        string path = imagePath + KeyExtension;
        return File.Exists(path) ? File.ReadAllLines(path) : null;
    }

    private static void DeleteImage(string path)
    {
        File.Delete(path);
        File.Delete(path + KeyExtension);
    }
}
