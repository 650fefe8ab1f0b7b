using System.CommandLine;
using Imaging.Cli.Output;
using Imaging.Serializer.Explaining;

namespace Imaging.Cli.Commands;

/// <summary><c>why</c>: tells what holds an object, where the objects of a type are, what a root rests on.</summary>
internal static class WhyCommand
{
    internal static Command Create()
    {
        Argument<FileInfo> image = CommonSymbols.Image();
        var subject = new Argument<string>("subject")
        {
            Description = "A root; an object, by its path (Shop.Prices.ByItem[\"item 1\"].Name) or its reference word (main:1f); or a type as inspect prints it.",
        };
        Option<bool> json = CommonSymbols.Json();
        var command = new Command("why", "Tells what holds an object and who refers to it from other images in the directory, where the objects of a type are, or what a root rests on and holds.") { image, subject, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(image), parsed.GetRequiredValue(subject), parsed.GetValue(json)));
        return command;
    }

    private static int Run(FileInfo image, string subject, bool asJson)
    {
        using var explainer = new ImageExplainer(image.FullName);
        Explanation? explanation = explainer.Explain(subject, out string? problem);
        if (problem is not null)
        {
            Console.Error.WriteLine(problem);
            return ExitCode.Usage;
        }

        if (!asJson && explanation is not null)
        {
            ExplanationOutput.Write(explanation);
        }

        return FindingOutput.Report(
            explainer.Findings,
            asJson,
            shown => new { Image = image.FullName, Subject = subject, explanation?.Root, explanation?.Object, explanation?.Type, Findings = shown });
    }
}
