using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Serializer.Packages;

/// <summary>Everything that an image is a function of: an image with the same key need not be made again.</summary>
/// <param name="Parts">What goes into it, by name. A part that changed is why an image is made again: <see cref="Staleness"/> puts it into words.</param>
internal sealed record PackageKey(IReadOnlyDictionary<string, string> Parts)
{
    internal const string Tool = "tool";
    internal const string Framework = "framework";
    internal const string Further = "framework ";
    internal const string Package = "package";
    internal const string Closure = "closure ";
    internal const string Input = "input ";
    internal const string Exclusion = "exclude ";
    internal const string Option = "option ";
    internal const string Knob = "knob ";

    /// <summary>All of it as one hash.</summary>
    internal string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(Parts.OrderBy(static part => part.Key, StringComparer.Ordinal).Select(static part => $"{part.Key}\n{part.Value}\n")))));

    /// <exception cref="IOException">A file of the request cannot be read.</exception>
    internal static PackageKey Of(SerializeRequest request, Func<string, AssemblyFacts> factsOf)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Tool] = string.Create(CultureInfo.InvariantCulture, $"{ImageFormat.Version} {typeof(PackageKey).Module.ModuleVersionId} {typeof(ImageFormat).Module.ModuleVersionId}"),
            [Framework] = $"{Environment.Version} {typeof(object).Module.ModuleVersionId}",
            [Package] = Identify(request.AssemblyPath, factsOf).Identity,
            [Option + "ImagingVerify"] = request.Verify ? "true" : "false",
        };
        foreach (SharedFramework framework in request.Frameworks)
        {
            parts[Further + framework.Name] = $"{framework.Version} {framework.Build()}";
        }

        foreach (string path in request.Closure)
        {
            (string name, string identity) = Identify(path, factsOf);
            parts[Closure + name] = identity;
        }

        foreach (InputFile input in request.Inputs)
        {
            parts[Input + input.Name] = HashOf(input.Path);
        }

        foreach (string root in request.Exclude)
        {
            parts[Exclusion + root] = "";
        }

        foreach (string knob in Restore.RuntimeKnobs.Recorded)
        {
            parts[Knob + knob] = Restore.RuntimeKnobs.Current(knob);
        }

        return new PackageKey(parts);
    }

    /// <summary>The key without the code of those assemblies of the closure that had no part in an image; that they are there stays.</summary>
    /// <param name="restsOn">Simple names of those that had; <see langword="null"/> where that is not known.</param>
    internal PackageKey Relevant(IReadOnlyCollection<string>? restsOn)
    {
        if (restsOn is null)
        {
            return this;
        }

        var names = restsOn.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new PackageKey(Parts.ToDictionary(
            static part => part.Key,
            part => part.Key.StartsWith(Closure, StringComparison.Ordinal) && !names.Contains(part.Key[Closure.Length..]) ? "" : part.Value,
            StringComparer.Ordinal));
    }

    private static (string Name, string Identity) Identify(string path, Func<string, AssemblyFacts> factsOf)
    {
        try
        {
            AssemblyFacts facts = factsOf(path);
            return (facts.Name, $"{facts.Version} {facts.Identity}");
        }
        catch (BadImageFormatException)
        {
            return (Path.GetFileName(path), HashOf(path));
        }
    }

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
