using Imaging.Identity;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Verifying;

namespace Imaging.Serializer;

/// <summary>Serializes one package into an image.</summary>
public static class PackageSerializer
{
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
        if (ImageKey.Read(request.ImagePath) is { } known && known.Key == key && File.Exists(request.ImagePath) && DependencyBuilds.AreCurrent(request, known.LinkedImages))
        {
            return new SerializeResult(UpToDate: true, ImageWritten: false, known.BuildId, [], known.Diagnostics)
            {
                Verified = request.Verify && known.Diagnostics.All(static diagnostic => diagnostic.Code != DiagnosticCodes.NotVerified),
            };
        }

        using var scratch = new ScratchDirectory();
        SerializeResult result = request.Verify
            ? new VerifiedCapture(request, scratch, FactsOf, cancellation).Run()
            : new FirstCapture(scratch, FactsOf, cancellation).Run(request);
        if (result.ImageWritten)
        {
            new ImageKey(key, result.LinkedImages, result.BuildId!, result.Diagnostics).Write(request.ImagePath);
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

    private static void DeleteImage(string path)
    {
        File.Delete(path);
        ImageKey.Delete(path);
    }
}
