using System.CommandLine;
using Imaging.Cli.Measuring;
using Imaging.Cli.Output;
using Imaging.Format;
using Imaging.Serializer;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Verifying;

namespace Imaging.Cli.Commands;

/// <summary><c>inspect</c>: prints what an image holds, and measures what it saves.</summary>
internal static class InspectCommand
{
    internal static Command Create()
    {
        Argument<FileInfo> image = CommonSymbols.Image();
        Option<bool> json = CommonSymbols.Json();
        var noMeasure = new Option<bool>("--no-measure") { Description = "Do not start processes that measure builders and restores." };
        var command = new Command("inspect", "Prints what an image holds: roots with builder and restore times, bytes by type, dependencies, globals.") { image, json, noMeasure };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetRequiredValue(image), parsed.GetValue(json), !parsed.GetValue(noMeasure), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, bool asJson, bool measures, CancellationToken cancellation)
    {
        ImageDescription image;
        try
        {
            image = ImageDescription.Read(file.FullName);
        }
        catch (ImageFormatException exception)
        {
            return FindingOutput.Report(
                [new ImagingDiagnostic(DiagnosticCodes.NoImage, ImagingSeverity.Error, exception.Message)],
                asJson,
                shown => new { Image = file.FullName, Findings = shown });
        }

        using var scratch = new ScratchDirectory();
        var process = MeasuringProcess.Of(image, scratch);
        var times = new Dictionary<string, RootTimes>();
        foreach (RootDescription root in measures ? image.Roots : [])
        {
            times.Add(root.Root, await RootTimes.MeasureAsync(process, root, cancellation));
        }

        if (asJson)
        {
            JsonOutput.Write(new { Image = image, Times = measures ? times : null });
        }
        else
        {
            DescriptionOutput.Write(image, times);
        }

        return ExitCode.Fine;
    }
}
