using System.Globalization;
using Imaging.Cli.Measuring;
using Imaging.Serializer.Reading;

namespace Imaging.Cli.Output;

/// <summary>Prints the description of an image for people.</summary>
internal static class DescriptionOutput
{
    private const int MostTypes = 40;
    private const string Nothing = "-";

    internal static void Write(ImageDescription image, IReadOnlyDictionary<string, RootTimes> times)
    {
        Console.WriteLine($"{image.Package}: {Units.Bytes(image.Bytes)}, build id {image.BuildId}, format {image.FormatVersion.ToString(CultureInfo.InvariantCulture)}{(image.Verified ? ", verified" : "")}");
        Console.WriteLine(image.Path);
        WriteRoots(image, times);
        WriteTypes(image);
        WriteDependencies(image);
        WriteGlobals(image);
        WriteSettings(image);
        WriteSections(image);
    }

    private static void WriteRoots(ImageDescription image, IReadOnlyDictionary<string, RootTimes> times)
    {
        var table = new TextTable("Roots", "Root", "State", ">Unit", ">Bytes", ">Builder ms", ">Image ms", ">Ratio", "Builder", "Rests on", "Linked to");
        var notes = new List<string>();
        foreach (RootDescription root in image.Roots)
        {
            RootTimes? time = times.GetValueOrDefault(root.Root);
            table.Add(
                root.Root,
                root.Captured ? "captured" : "refused",
                root.Unit?.ToString(CultureInfo.InvariantCulture) ?? Nothing,
                Units.Bytes(root.Bytes),
                Milliseconds(time?.BuilderMs),
                Milliseconds(time?.ImageMs),
                time is { BuilderMs: { } builder, ImageMs: > 0 and { } restore } ? Units.Times(builder / restore) : Nothing,
                root.Builder,
                string.Join(", ", root.RestsOn),
                string.Join(", ", root.Linkages.Select(Linkage)));
            notes.AddRange(new[] { root.Refusal is { } refusal ? $"refused: {refusal}" : null, Problem("builder", time?.BuilderProblem), Problem("image", time?.ImageProblem) }
                .OfType<string>()
                .Select(note => $"  {root.Root}: {note}"));
        }

        table.Write();
        notes.ForEach(Console.WriteLine);
    }

    private static string Linkage(LinkageDescription linkage) =>
        linkage.Roots is { } roots ? string.Join(" + ", roots) : $"{linkage.Package} unit {linkage.Unit.ToString(CultureInfo.InvariantCulture)}";

    private static string? Problem(string what, string? problem) => problem is null ? null : $"the {what} was not measured: {problem}";

    private static string Milliseconds(double? time) => time is { } known ? Units.Milliseconds(known) : Nothing;

    private static void WriteTypes(ImageDescription image)
    {
        var table = new TextTable("Objects by type", "Type", "Assembly", ">Const", ">Main", ">Bytes");
        foreach (TypeDescription type in image.Types.Take(MostTypes))
        {
            table.Add(type.Type, type.Assembly, Units.Count(type.ConstObjects), Units.Count(type.MainObjects), Units.Bytes(type.Bytes));
        }

        table.Write();
        if (image.Types.Count > MostTypes)
        {
            Console.WriteLine($"  and {Units.Count(image.Types.Count - MostTypes)} more types, {Units.Bytes(image.Types.Skip(MostTypes).Sum(static type => type.Bytes))}: --json has them all");
        }

        var rebuilds = new TextTable("Made again", "How", ">Objects");
        foreach ((string kind, int count) in image.Rebuilds)
        {
            rebuilds.Add(kind, Units.Count(count));
        }

        rebuilds.Write();
        var surrogates = new TextTable("Surrogates", "Type", "Surrogate", "Assembly", ">Objects");
        foreach (SurrogateDescription surrogate in image.Surrogates)
        {
            surrogates.Add(surrogate.Type, surrogate.Surrogate, surrogate.Assembly, Units.Count(surrogate.Objects));
        }

        surrogates.Write();
    }

    private static void WriteDependencies(ImageDescription image)
    {
        var table = new TextTable("Dependencies", "Name", "Version", "Kind", "Identity", "Image", ">Objects");
        foreach (DependencyDescription dependency in image.Dependencies)
        {
            table.Add(dependency.Name, dependency.Version, dependency.Kind, dependency.Identity, dependency.Image ?? Nothing, Units.Count(dependency.ReferencedObjects));
        }

        table.Write();
    }

    private static void WriteGlobals(ImageDescription image)
    {
        var table = new TextTable("Globals", "Global");
        foreach (string global in image.Globals)
        {
            table.Add(global.ReplaceLineEndings(" "));
        }

        table.Write();
    }

    private static void WriteSettings(ImageDescription image)
    {
        var knobs = new TextTable("Settings", "Setting", "Value");
        foreach ((string name, string value) in image.Knobs)
        {
            knobs.Add(name, value);
        }

        knobs.Write();
        var inputs = new TextTable("Inputs", "Name", ">Bytes", "XXH64");
        foreach (InputDescription input in image.Inputs)
        {
            inputs.Add(input.Name, Units.Bytes(input.Bytes), input.Checksum);
        }

        inputs.Write();
    }

    private static void WriteSections(ImageDescription image)
    {
        var table = new TextTable("Sections", "Section", ">Records", ">Bytes");
        foreach (SectionDescription section in image.Sections)
        {
            table.Add(section.Section, section.Records is { } records ? Units.Count(records) : Nothing, Units.Bytes(section.Bytes));
        }

        table.Write();
    }
}
