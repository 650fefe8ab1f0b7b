using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Refreshing;

/// <summary>The image that a new one takes the place of.</summary>
/// <param name="Refused">Names of the roots that it says it does not hold.</param>
internal sealed record FormerImage(IReadOnlySet<string> Refused)
{
    /// <summary>Reads an image; of one that is not there, or is damaged, nothing is known.</summary>
    internal static FormerImage Read(string path)
    {
        try
        {
            return new FormerImage(ImageDescription.Read(path).Roots.Where(static root => !root.Captured).Select(static root => root.Root).ToHashSet());
        }
        catch (ImageFormatException)
        {
            return new FormerImage(new HashSet<string>());
        }
    }

    /// <summary>What a new image has to say. That roots keep their builders as before is for information only: the build has warned of it.</summary>
    internal IReadOnlyList<ImagingDiagnostic> News(SerializeResult result)
    {
        RootOutcome[] refused = [.. result.Roots.Where(static root => root.Refusal is not null)];
        if (!refused.All(root => Refused.Contains(root.Root)))
        {
            return result.Diagnostics;
        }

        HashSet<string> known = [.. refused.Select(static root => root.Refusal!.Split(' ', 2)[0])];
        return [.. result.Diagnostics.Select(diagnostic => known.Contains(diagnostic.Code) ? diagnostic with { Severity = ImagingSeverity.Message } : diagnostic)];
    }
}
