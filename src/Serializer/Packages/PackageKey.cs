using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Imaging.Format;
using Imaging.Identity;

namespace Imaging.Serializer.Packages;

/// <summary>Everything that an image is a function of, as one hash: an image with the same key need not be made again.</summary>
internal static class PackageKey
{
    internal static string Compute(SerializeRequest request, Func<string, AssemblyFacts> factsOf)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"format {ImageFormat.Version}\n");
        text.Append(CultureInfo.InvariantCulture, $"serializer {typeof(PackageKey).Module.ModuleVersionId} {typeof(ImageFormat).Module.ModuleVersionId}\n");
        text.Append(CultureInfo.InvariantCulture, $"framework {typeof(object).Module.ModuleVersionId}\n");
        text.Append(CultureInfo.InvariantCulture, $"package {Identify(request.AssemblyPath, factsOf)}\n");
        foreach (string assembly in request.Closure.Select(path => Identify(path, factsOf)).Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"closure {assembly}\n");
        }

        foreach (InputFile input in request.Inputs.OrderBy(static input => input.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"input {input.Name} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(input.Path)))}\n");
        }

        foreach (string root in request.Exclude.Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"exclude {root}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"verify {request.Verify}\n");
        foreach (string knob in Restore.RuntimeKnobs.Names)
        {
            text.Append(CultureInfo.InvariantCulture, $"knob {knob} {Restore.RuntimeKnobs.Current(knob)}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Identify(string path, Func<string, AssemblyFacts> factsOf)
    {
        try
        {
            AssemblyFacts facts = factsOf(path);
            return $"{facts.Name} {facts.Identity}";
        }
        catch (BadImageFormatException)
        {
            return $"{Path.GetFileName(path)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}";
        }
    }
}
