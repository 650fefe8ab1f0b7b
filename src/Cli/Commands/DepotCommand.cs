using System.CommandLine;
using System.CommandLine.Parsing;
using Imaging.Cli.Output;
using Imaging.Serializer;
using Imaging.Serializer.Depot;

namespace Imaging.Cli.Commands;

/// <summary><c>depot</c>: shows and keeps the depot that the builds of a user share images in.</summary>
internal static class DepotCommand
{
    internal static Command Create()
    {
        var path = new Option<DirectoryInfo>("--depot") { Description = "The directory of the depot. Without it: IMAGING_DEPOT_PATH, else the user's.", Recursive = true };
        var command = new Command("depot", "Shows and keeps the depot: the finished images that all builds of a user share.") { path };
        Option<bool> json = CommonSymbols.Json();
        json.Recursive = true;
        command.Add(json);
        var sizeLimit = new Option<string>("--size-limit") { Description = "What the images may take: bytes, or a number with a unit (500MB, 5GB). Without it: IMAGING_DEPOT_SIZE_LIMIT, else 5GB." };
        sizeLimit.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var text }] && !ByteSize.TryParse(text, out _))
            {
                result.AddError($"'{text}' is no size: write bytes, or a number with a unit (500MB, 5GB), greater than zero.");
            }
        });

        Add("path", "Prints where the depot is.", Path);
        Add("list", "Lists the images, those that were used last first.", List);
        Add("verify", "Reads every image and entry, and reports what is damaged. Changes nothing.", Verify);
        Add("prune", "Removes leftovers, and the images that were used longest ago until the others fit the limit.", Prune).Add(sizeLimit);
        Add("clear", "Removes all images.", Clear);
        return command;

        Command Add(string name, string description, Func<DepotSettings, bool, int> run)
        {
            var verb = new Command(name, description);
            verb.Validators.Add(result => Check(result, path));
            verb.SetAction(parsed => run(Settings(parsed.GetValue(path), name == "prune" ? parsed.GetValue(sizeLimit) : null), parsed.GetValue(json)));
            command.Add(verb);
            return verb;
        }
    }

    private static void Check(CommandResult result, Option<DirectoryInfo> path)
    {
        if (!Options(result.GetValue(path)).TryRead(out DepotSettings? settings, out IReadOnlyList<string> faults))
        {
            faults.ToList().ForEach(result.AddError);
        }
        else if (settings is null)
        {
            result.AddError("There is no depot: IMAGING_DEPOT_PATH says 'off', or you have no home directory. Name one with --depot.");
        }
    }

    private static DepotOptions Options(DirectoryInfo? chosen)
    {
        DepotOptions options = DepotOptions.FromEnvironment();
        return chosen is null ? options : options with { Path = chosen.FullName };
    }

    private static DepotSettings Settings(DirectoryInfo? chosen, string? sizeLimit)
    {
        DepotOptions options = Options(chosen);
        (sizeLimit is null ? options : options with { SizeLimit = sizeLimit }).TryRead(out DepotSettings? settings, out _);
        return settings!;
    }

    private static int Path(DepotSettings settings, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(new { settings.Path, settings.FallbackPaths, settings.SizeLimit, Remote = settings.Remote?.Address });
        }
        else
        {
            Console.WriteLine(settings.Path);
        }

        return ExitCode.Fine;
    }

    private static int List(DepotSettings settings, bool asJson)
    {
        var inspection = new DepotInspection(new DepotLayout(settings.Path));
        IReadOnlyList<DepotItem> items = inspection.List();
        if (asJson)
        {
            JsonOutput.Write(DepotOutput.ToJson(settings, items, inspection.Bytes()));
        }
        else
        {
            DepotOutput.Write(settings, items, inspection.Bytes());
        }

        return ExitCode.Fine;
    }

    private static int Verify(DepotSettings settings, bool asJson)
    {
        int sound = new DepotInspection(new DepotLayout(settings.Path)).Verify(out IReadOnlyList<ImagingDiagnostic> findings);
        return FindingOutput.Report(
            findings,
            asJson,
            shown => new { Depot = settings.Path, SoundImages = sound, Findings = shown },
            $"{settings.Path}: {Units.Count(sound)} images hold, {Units.Count(FindingOutput.Count(findings))} findings");
    }

    private static int Prune(DepotSettings settings, bool asJson) => Remove(settings, settings.SizeLimit, DepotEviction.Abandoned, asJson);

    private static int Clear(DepotSettings settings, bool asJson) => Remove(settings, 0, TimeSpan.Zero, asJson);

    private static int Remove(DepotSettings settings, long limit, TimeSpan abandoned, bool asJson)
    {
        if (new DepotEviction(new DepotLayout(settings.Path)).Run(limit, abandoned) is not { } removal)
        {
            Console.Error.WriteLine($"{settings.Path} is being pruned by another process. Try again.");
            return ExitCode.Failure;
        }

        if (asJson)
        {
            JsonOutput.Write(new { Depot = settings.Path, RemovedFiles = removal.Files, RemovedBytes = removal.Bytes });
        }
        else
        {
            Console.WriteLine($"{settings.Path}: {Units.Count(removal.Files)} files removed, {Units.Bytes(removal.Bytes)}");
        }

        return ExitCode.Fine;
    }
}
