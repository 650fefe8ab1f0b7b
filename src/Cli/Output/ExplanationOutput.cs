using System.Globalization;
using Imaging.Serializer.Explaining;
using Imaging.Serializer.Reading;

namespace Imaging.Cli.Output;

/// <summary>Prints for people what holds what.</summary>
internal static class ExplanationOutput
{
    private const string Nothing = "-";

    internal static void Write(Explanation explanation)
    {
        if (explanation.Root is { } root)
        {
            WriteRoot(root);
        }

        if (explanation.Object is { } found)
        {
            WriteObject(explanation.Subject, found);
        }

        if (explanation.Type is { } type)
        {
            WriteType(type);
        }
    }

    private static void WriteObject(string subject, ObjectExplanation found)
    {
        if (found.Owner is not { Image: { } image } owner)
        {
            Console.WriteLine(found.Owner is { } elsewhere ? $"{subject} is {found.Type}, of the build {elsewhere.BuildId}, which cannot be read here."
                : found.Reference == "null" ? $"{subject} is null."
                : $"{subject} is {TextLine.Of(found.Type)}. The process has one of it, and no image holds it.");
            return;
        }

        Console.WriteLine($"{found.Path ?? found.Reference}: {found.Type}{(found.Value is { } value ? $" {TextLine.Of(value)}" : "")}");
        if (found.RawPath is { } raw && raw != found.Path)
        {
            Console.WriteLine($"  by fields   {raw}");
        }

        Console.WriteLine($"  reference   {found.Reference}");
        Console.WriteLine($"  owner       the image of {owner.Package}, {image}, build id {owner.BuildId}");
        Console.WriteLine($"  takes       {Units.Bytes(found.Bytes)}");
        Console.WriteLine($"  retains     {Units.Bytes(found.RetainedBytes)} in {Units.Count(found.RetainedObjects)} objects");
        var held = new TextTable("Held by", "Root", "Path");
        foreach (HeldPath path in found.HeldBy)
        {
            held.Add(path.Root, path.Path);
        }

        held.Write();
        var referrers = new TextTable("Referred to by other images", "Image", "Root", "First path", ">Places");
        foreach (LinkedReferrer referrer in found.ReferredToBy)
        {
            referrers.Add(referrer.Image, referrer.Root, referrer.Path, Units.Count(referrer.References));
        }

        referrers.Write();
        if (found.HeldBy.Count == 0)
        {
            Console.WriteLine("  No root leads to it.");
        }

        if (found.ReferredToBy.Count == 0)
        {
            Console.WriteLine("  No other image in the directory refers to it.");
        }
    }

    private static void WriteType(TypeExplanation type)
    {
        Console.WriteLine($"{string.Join(", ", type.Types)}: {Units.Count(type.Objects)} objects take {Units.Bytes(type.Bytes)} and retain {Units.Bytes(type.RetainedBytes)}");
        var roots = new TextTable("Held by", "Root", ">Objects", ">Bytes", "First", "Reference");
        foreach (TypeOfRoot root in type.Roots)
        {
            for (int i = 0; i < root.First.Count; i++)
            {
                roots.Add(i == 0 ? root.Root : "", i == 0 ? Units.Count(root.Objects) : "", i == 0 ? Units.Bytes(root.Bytes) : "", root.First[i].Path, root.First[i].Reference);
            }
        }

        roots.Write();
    }

    private static void WriteRoot(RootExplanation root)
    {
        RootDescription description = root.Description;
        Console.WriteLine(description.Captured
            ? $"{description.Root}: {Units.Count(root.Objects)} objects take {Units.Bytes(root.Bytes)}; {Units.Count(root.SharedObjects)} of them, {Units.Bytes(root.SharedBytes)}, are shared with other roots of its unit"
            : $"{description.Root} has no value in the image: {description.Refusal}");
        Console.WriteLine($"  builder     {description.Builder}");
        if (description.Unit is { } unit)
        {
            Console.WriteLine($"  unit        {unit.ToString(CultureInfo.InvariantCulture)}{(root.UnitRoots.Count > 0 ? $", with {string.Join(", ", root.UnitRoots)}" : ", alone")}");
        }

        WriteRestsOn(root);
        var types = new TextTable("Holds", "Type", "Assembly", ">Objects", ">Bytes", ">Shared", ">Shared bytes");
        foreach (HeldType type in root.Types)
        {
            types.Add(type.Type, type.Assembly, Units.Count(type.Objects), Units.Bytes(type.Bytes), Units.Count(type.SharedObjects), Units.Bytes(type.SharedBytes));
        }

        types.Write();
        var externals = new TextTable("Refers to objects of other images", "Package", ">Objects", "First path", "To");
        foreach (HeldExternals external in root.Externals)
        {
            externals.Add(external.Package, Units.Count(external.Objects), external.FirstPath, external.Target);
        }

        externals.Write();
        var linked = new TextTable("Rest on it", "Image", "Roots");
        foreach (LinkedRoots other in root.LinkedFrom)
        {
            linked.Add(other.Image, string.Join(", ", other.Roots));
        }

        linked.Write();
    }

    private static void WriteRestsOn(RootExplanation root)
    {
        var restsOn = new TextTable("Rests on", "What", "Name", "Recorded");
        foreach (LinkageDescription linkage in root.Description.Linkages)
        {
            restsOn.Add("unit", $"{linkage.Package} {linkage.Unit.ToString(CultureInfo.InvariantCulture)}", linkage.Roots is { } roots ? string.Join(", ", roots) : Nothing);
        }

        foreach (DependencyDescription assembly in root.Assemblies)
        {
            restsOn.Add("assembly", assembly.Name, $"{assembly.Version} {assembly.Identity}");
        }

        foreach (InputDescription input in root.Inputs)
        {
            restsOn.Add("input", input.Name, $"{Units.Bytes(input.Bytes)} {input.Checksum}");
        }

        foreach ((string name, string value) in root.Knobs)
        {
            restsOn.Add("setting", name, value);
        }

        restsOn.Write();
    }
}
