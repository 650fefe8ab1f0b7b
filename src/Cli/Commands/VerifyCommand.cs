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
        return FindingOutput.Report(
            findings,
            asJson,
            shown => new { Image = image.FullName, Findings = shown },
            count == 0 ? $"{image.Name} holds" : $"{image.Name}: {count} findings");
    }
}
