using Imaging.Serializer;
using Imaging.Serializer.Worklists;
using Microsoft.Build.Framework;

namespace Imaging.Tasks;

// What a worklist has to say: why each unit was made, and one line for the project.
internal sealed class WorklistLog(DiagnosticLog log, string project, ITaskItem[] closure)
{
    public void Report(WorklistResult worklist)
    {
        foreach (IReadOnlyList<string> cycle in worklist.Cycles)
        {
            log.Warning(Serializer.DiagnosticCodes.AssemblyCycle, $"{project} resolves assemblies that reference each other: {string.Join(" -> ", cycle)}. No image is made of those that came without one that holds. Let references lead one way.");
        }

        foreach (UnitOutcome unit in worklist.Units)
        {
            Report(unit, isOwn: unit == worklist.Package);
        }

        int made = worklist.Units.Count(static unit => unit.State == UnitState.Made);
        int taken = worklist.Units.Count(static unit => unit.State == UnitState.Taken);
        int upToDate = worklist.Units.Count(static unit => unit.State is UnitState.UpToDate or UnitState.Shipped);
        if (made + taken + upToDate > 0)
        {
            log.Message(MessageImportance.Normal, $"{project}: {made} {(made == 1 ? "image" : "images")} made, {(taken == 0 ? "" : $"{taken} taken from the depot, ")}{upToDate} up to date");
        }
    }

    private void Report(UnitOutcome unit, bool isOwn)
    {
        log.Message(MessageImportance.Low, $"{unit.Package} {Words(unit)}");
        if (unit.Misfit is { } misfit)
        {
            Report(unit, misfit);
        }

        foreach (ImagingDiagnostic diagnostic in unit.Result?.Diagnostics ?? [])
        {
            log.Report(isOwn ? diagnostic : diagnostic with { Severity = OfDependency(diagnostic.Severity) });
        }

        if (unit.State is UnitState.Made or UnitState.Taken)
        {
            log.Summarize(isOwn ? null : unit.Package, unit.Result!);
        }
    }

    private void Report(UnitOutcome unit, ImageMisfit misfit)
    {
        string reason = misfit.Conflict is { } conflict ? VersionComparison.Explain(conflict, project, closure) : misfit.Reason;
        string end = unit.IsLocal ? $"{project} has an image of its own of it." : "Its roots run their builders.";
        log.Report(new ImagingDiagnostic(
            DiagnosticCodes.ShippedImageDoesNotHold,
            unit.IsLocal ? ImagingSeverity.Message : ImagingSeverity.Warning,
            $"The image that came with {unit.Package} does not hold in {project}: {reason}. {end}"));
    }

    // The user can neither change the builders of a package nor is the build to fail for them; nothing is lost but an image.
    private static ImagingSeverity OfDependency(ImagingSeverity severity) =>
        severity == ImagingSeverity.Error ? ImagingSeverity.Warning : ImagingSeverity.Message;

    private static string Words(UnitOutcome unit) => unit.State switch
    {
        UnitState.Shipped => "came with an image that holds",
        UnitState.UpToDate => "is up to date",
        UnitState.Taken => $"is taken from the depot because {unit.Result!.Reason}",
        UnitState.Made => $"is stale because {unit.Result!.Reason}",
        _ => "has no image",
    };
}
