using System.Globalization;
using System.Xml.Linq;

namespace Imaging.Build;

/// <summary>
/// The sources of a solution of 200 projects and 600 references between them: layers of libraries, of which each references three
/// of the layer below, and apps on top. Each library has a root, which is built from a root of the layer below.
/// </summary>
internal static class SolutionWorkspace
{
    private const int Layers = 8;
    private const int Width = 24;
    private const int References = 3;
    private const int Apps = 8;
    private const int ReferencesOfApp = 12;

    // One of each: what is referenced, and a type that is used of it.
    private static readonly (string Name, string Type)[] s_packages =
    [
        ("AngleSharp", "AngleSharp.Html.Parser.HtmlParser"),
        ("AutoMapper", "AutoMapper.MapperConfiguration"),
        ("FluentValidation", "FluentValidation.ValidationException"),
        ("Fluid.Core", "Fluid.FluidParser"),
        ("Handlebars.Net", "HandlebarsDotNet.Handlebars"),
        ("HtmlAgilityPack", "HtmlAgilityPack.HtmlDocument"),
        ("Humanizer.Core", "Humanizer.StringHumanizeExtensions"),
        ("Irony", "Irony.Parsing.Grammar"),
        ("Jint", "Jint.Engine"),
        ("libphonenumber-csharp", "PhoneNumbers.PhoneNumberUtil"),
        ("Markdig", "Markdig.Markdown"),
        ("Microsoft.OpenApi", "Microsoft.OpenApi.OpenApiDocument"),
        ("NCalcSync", "NCalc.Expression"),
        ("NetTopologySuite", "NetTopologySuite.Geometries.Point"),
        ("Newtonsoft.Json", "Newtonsoft.Json.JsonConvert"),
        ("NJsonSchema", "NJsonSchema.JsonSchema"),
        ("Stateless", "Stateless.StateMachine<int, int>"),
        ("Superpower", "Superpower.Parse"),
        ("TimeZoneConverter", "TimeZoneConverter.TZConvert"),
        ("YamlDotNet", "YamlDotNet.Serialization.Deserializer"),
    ];

    /// <summary>Writes the sources. Makes the directory anew.</summary>
    public static void Create(string directory, string version)
    {
        SampleWorkspace.Create(directory, version, Path.Combine("bench", "Solution"), "");
        File.Copy(
            Path.Combine(Repository.Root, "tests", "Imaging.Packages.Tests", "Cases", "Directory.Packages.props"),
            Path.Combine(directory, "Directory.Packages.props"),
            overwrite: true);

        List<string> projects = [];
        for (int layer = 0; layer < Layers; layer++)
        {
            for (int place = 0; place < Width; place++)
            {
                projects.Add(AddLibrary(directory, layer, place));
            }
        }

        for (int app = 0; app < Apps; app++)
        {
            projects.Add(AddApp(directory, app));
        }

        new XElement("Solution", projects.Select(project => new XElement("Project", new XAttribute("Path", project))))
            .Save(Path.Combine(directory, "Solution.slnx"));
    }

    private static string AddLibrary(string directory, int layer, int place)
    {
        string name = Library(layer, place);
        string[] below = layer == 0 ? [] : [.. Enumerable.Range(place, References).Select(other => Library(layer - 1, other))];
        (string package, string type) = s_packages[place % s_packages.Length];
        bool usesPackage = layer == 0;
        Write(directory, name, "Words.cs", $$"""
            using Imaging;

            namespace {{name}};

            public static partial class Words
            {
                [ImageRoot(nameof(Create))]
                public static partial string[] Items { get; }

                {{(usesPackage ? $"public static string Package => typeof({type}).Name;" : "")}}

                public static int Count() => 1 + {{string.Join(" + ", below.Select(other => $"{other}.Words.Count()").DefaultIfEmpty("0"))}};

                private static string[] Create() => [{{(below is [var first, ..] ? $".. {first}.Words.Items, " : "")}}"{{name}}"];
            }

            """);
        return WriteProject(directory, name, below, usesPackage ? [package] : []);
    }

    private static string AddApp(string directory, int app)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"App{app}");
        string[] below = [.. Enumerable.Range(app * References, ReferencesOfApp).Select(other => Library(Layers - 1, other))];
        Write(directory, name, "Program.cs", $"""
            Console.WriteLine({string.Join(" + ", below.Select(other => $"{other}.Words.Count()"))});
            Console.WriteLine(string.Join(' ', {below[0]}.Words.Items));

            """);
        return WriteProject(directory, name, below, [], new XElement("PropertyGroup", new XElement("OutputType", "Exe")));
    }

    private static string Library(int layer, int place) => string.Create(CultureInfo.InvariantCulture, $"Layer{layer}.Part{place % Width:00}");

    private static string WriteProject(string directory, string name, IEnumerable<string> below, IEnumerable<string> packages, params XElement[] properties)
    {
        var project = new XElement(
            "Project",
            new XAttribute("Sdk", "Imaging.Sdk"),
            properties,
            new XElement(
                "ItemGroup",
                packages.Select(package => new XElement("PackageReference", new XAttribute("Include", package))),
                below.Select(other => new XElement("ProjectReference", new XAttribute("Include", $"../{other}/{other}.csproj")))));
        Write(directory, name, name + ".csproj", project + "\n");
        return $"{name}/{name}.csproj";
    }

    private static void Write(string directory, string name, string file, string text)
    {
        Directory.CreateDirectory(Path.Combine(directory, name));
        File.WriteAllText(Path.Combine(directory, name, file), text);
    }
}
