using System.Xml.Linq;

namespace Imaging.Build;

/// <summary>The sample with the packages that build on each other compiled as one, whose image needs no links: what linked images are compared with.</summary>
internal static class WholeSample
{
    private const string Whole = "Sample.Whole";

    private static readonly string[] s_parts =
        ["Sample.Terms", "Sample.Stems", "Sample.TimeZones", "Sample.Places", "Sample.Search", "Sample.Suggestions", "Sample.Queries"];

    /// <summary>Copies samples/ and puts the package in the place of its parts.</summary>
    public static SampleWorkspace Create(string directory, string version)
    {
        var samples = SampleWorkspace.Create(directory, version);
        string[] packages = [.. s_parts
            .SelectMany(part => XDocument.Load(Path.Combine(directory, part, part + ".csproj")).Descendants("PackageReference"))
            .Select(reference => (string)reference.Attribute("Include")!)
            .Distinct()];
        Directory.CreateDirectory(Path.Combine(directory, Whole));
        new XElement(
            "Project",
            new XAttribute("Sdk", "Imaging.Sdk"),
            new XElement(
                "ItemGroup",
                s_parts.Select(part => new XElement("Compile", new XAttribute("Include", $"../{part}/*.cs"))),
                packages.Select(package => new XElement("PackageReference", new XAttribute("Include", package)))))
            .Save(Path.Combine(directory, Whole, Whole + ".csproj"));

        var app = XDocument.Load(samples.AppProject);
        XElement[] replaced = [.. app.Descendants("ProjectReference").Where(reference => s_parts.Any(part => ((string)reference.Attribute("Include")!).Contains(part, StringComparison.Ordinal)))];
        replaced[0].AddAfterSelf(new XElement("ProjectReference", new XAttribute("Include", $"../{Whole}/{Whole}.csproj")));
        replaced.Remove();
        app.Save(samples.AppProject);
        return samples;
    }
}
