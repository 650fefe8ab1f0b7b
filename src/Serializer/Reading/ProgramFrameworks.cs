using System.Text.Json;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Reading;

/// <summary>The shared frameworks besides Microsoft.NETCore.App that programs run on.</summary>
internal static class ProgramFrameworks
{
    /// <param name="directory">Where the programs lie.</param>
    /// <param name="programs">Their names.</param>
    /// <returns>Those of them that are installed; all where no program says what it runs on.</returns>
    internal static IReadOnlyList<SharedFramework> Of(string directory, IEnumerable<string> programs)
    {
        string[] configurations = [.. programs.Select(name => Path.Combine(directory, name + ProgramNames.RuntimeConfiguration)).Where(File.Exists)];
        return configurations.Length == 0
            ? SharedFramework.All
            : [.. configurations.SelectMany(NamesIn).Distinct().Select(SharedFramework.Find).OfType<SharedFramework>()];
    }

    /// <summary>Those of the programs around an image that it rests on.</summary>
    internal static IReadOnlyList<SharedFramework> Of(ImageDescription image)
    {
        string directory = Path.GetDirectoryName(image.Path)!;
        string[] assemblies = [.. image.Dependencies.Where(static dependency => !dependency.IsPackage && !FrameworkDirectory.CoreHas(dependency.Name)).Select(static dependency => dependency.Name)];
        return assemblies.Length == 0 ? [] : [.. Of(directory, ProgramNames.In(directory)).Where(framework => Array.Exists(assemblies, name => framework.FileOf(name) is not null))];
    }

    private static IReadOnlyList<string> NamesIn(string configuration)
    {
        using JsonDocument? file = HostFile.Parse(configuration);
        return file is null ? [] :
        [
            .. file.RootElement.Members("runtimeOptions")
                .SelectMany(static option => option.Name switch
                {
                    "framework" => [option.Value],
                    "frameworks" when option.Value.ValueKind == JsonValueKind.Array => option.Value.EnumerateArray(),
                    _ => Enumerable.Empty<JsonElement>(),
                })
                .SelectMany(static framework => framework.Members())
                .Where(static member => member.NameEquals("name") && member.Value.ToString() != SharedFramework.Core)
                .Select(static member => member.Value.ToString()),
        ];
    }
}
