using System.Globalization;

namespace Imaging.Bench;

/// <summary>What to measure, and on what.</summary>
internal sealed class Options
{
    public const string Usage = """
        usage: ./build.sh bench [part...] [--runs N] [--json FILE]

          startup     first read of each root in a fresh process: builder, image, File.ReadAllBytes of the image;
                      what the smallest root costs over a process without one
          linked      first read of the roots of packages that build on each other: an image of each that refers to the
                      others', one image of all; references to other images a second; what each further image costs
          noop        dotnet build of the sample app with nothing to do, with imaging and without
          solution    200 projects, 600 references, 20 packages: a clone built without imaging, with an empty depot, with
                      what another clone left there; dotnet build with nothing to do, with imaging and without
          packages    first read of a root of each of many popular packages in a fresh process: builder, image
          capture     the serializer alone, on one processor: objects a second and peak memory, of the sample's tokenizer
                      and of a chain of ten million objects, which is also restored
          worklist    what the worklist of an app on 200, 1,000 and 5,000 projects takes, time and memory
          inprocess   BenchmarkDotNet: hashing, code identity, hash tables

          --runs N    so many runs of everything that is measured in processes of its own (15)
          --json FILE the results of all but capture, worklist and inprocess, as JSON

        Without a part, all of them. The build says what is measured: --app, --packages, --linked, --whole,
        --chain, --enabled, --disabled, --solution.
        """;

    private const int DefaultRuns = 15;

    private readonly HashSet<string> _parts = [];

    public int Runs { get; private set; } = DefaultRuns;

    public string? JsonFile { get; private set; }

    public bool ShowsHelp { get; private set; }

    /// <summary>The published sample app, its main assembly.</summary>
    public string? App { get; private set; }

    /// <summary>The published app of the packages' roots, its main assembly.</summary>
    public string? Packages { get; private set; }

    /// <summary>The published sample app, for its packages that build on each other.</summary>
    public string? Linked { get; private set; }

    /// <summary>The same with these packages compiled as one.</summary>
    public string? Whole { get; private set; }

    /// <summary>The published app of small packages of which each builds on the one before it.</summary>
    public string? Chain { get; private set; }

    /// <summary>A project or solution that was built with imaging.</summary>
    public string? Enabled { get; private set; }

    /// <summary>The same in another directory, built without imaging.</summary>
    public string? Disabled { get; private set; }

    /// <summary>The directory of the large solution's sources.</summary>
    public string? Solution { get; private set; }

    public bool Includes(string part) => _parts.Count == 0 || _parts.Contains(part);

    /// <summary>Gives null where the arguments make no sense.</summary>
    public static Options? Parse(string[] args)
    {
        var options = new Options();
        for (int i = 0; i < args.Length; i++)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "startup" or "noop" or "packages" or "linked" or "solution":
                    options._parts.Add(args[i]);
                    continue;
                case "--help":
                    options.ShowsHelp = true;
                    continue;
                case "--runs" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int runs) && runs > 0:
                    options.Runs = runs;
                    break;
                case "--json" when value is not null:
                    options.JsonFile = value;
                    break;
                case "--app" when value is not null:
                    options.App = value;
                    break;
                case "--packages" when value is not null:
                    options.Packages = value;
                    break;
                case "--linked" when value is not null:
                    options.Linked = value;
                    break;
                case "--whole" when value is not null:
                    options.Whole = value;
                    break;
                case "--chain" when value is not null:
                    options.Chain = value;
                    break;
                case "--enabled" when value is not null:
                    options.Enabled = value;
                    break;
                case "--disabled" when value is not null:
                    options.Disabled = value;
                    break;
                case "--solution" when value is not null:
                    options.Solution = value;
                    break;
                default:
                    return null;
            }

            i++;
        }

        bool isComplete = options.ShowsHelp
            || ((options.App is not null || !options.Includes("startup"))
                && ((options.Linked is not null && options.Whole is not null && options.Chain is not null) || !options.Includes("linked"))
                && (options.Packages is not null || !options.Includes("packages"))
                && ((options.Enabled is not null && options.Disabled is not null) || !options.Includes("noop"))
                && (options.Solution is not null || !options.Includes("solution")));
        return isComplete ? options : null;
    }
}
