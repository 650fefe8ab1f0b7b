using System.CommandLine;
using Imaging.Cli.Output;
using Imaging.Serializer;
using Imaging.Serializer.Reading;

namespace Imaging.Cli.Commands;

/// <summary><c>verify</c>: checks an image, and the assemblies in its directory.</summary>
internal static class VerifyCommand
{
    internal static Command Create()
    {
        Argument<FileInfo> image = CommonSymbols.Image();
        Option<bool> json = CommonSymbols.Json();
        var command = new Command("verify", "Checks the structure of an image, and that the assemblies in its directory are those that it was made with.") { image, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(image), parsed.GetValue(json)));
        return command;
    }

    private static int Run(FileInfo image, bool asJson)
    {
        IReadOnlyList<ImagingDiagnostic> findings = ImageVerifier.Verify(image.FullName);
        int count = FindingOutput.Count(findings);
        bool isVerified = count == 0 && ImageDescription.Read(image.FullName).Verified;
        return FindingOutput.Report(
            findings,
            asJson,
            shown => new { Image = image.FullName, Verified = isVerified, Findings = shown },
            count > 0 ? $"{image.Name}: {count} findings"
            : isVerified ? $"{image.Name} holds, and a second capture confirmed it"
            : $"{image.Name} holds; no second capture confirmed it");
    }
}
