using System.Runtime.InteropServices;
using Imaging.Serializer.Worklists;
using Microsoft.Build.Framework;

namespace Imaging.Tasks;

// A portable project carries assemblies for many runtime identifiers; the host would pick those of the machine it runs on,
// in place of the portable ones of the same name, and so do we.
internal static class RuntimeClosure
{
    private const string PackageMetadata = "NuGetPackageId";

    public static IReadOnlyList<ResolvedAssembly> Of(ITaskItem[] closure, ITaskItem[] runtimeTargets)
    {
        var byFile = new Dictionary<string, ResolvedAssembly>(StringComparer.OrdinalIgnoreCase);
        foreach (ITaskItem item in closure)
        {
            byFile.TryAdd(Path.GetFileName(item.ItemSpec), new ResolvedAssembly(item.ItemSpec, item.GetMetadata(PackageMetadata).Length > 0));
        }

        List<string> identifiers = MachineIdentifiers();
        for (int worst = identifiers.Count - 1; worst >= 0; worst--)
        {
            foreach (ITaskItem item in runtimeTargets.Where(item => item.GetMetadata("RuntimeIdentifier") == identifiers[worst]))
            {
                byFile[Path.GetFileName(item.ItemSpec)] = new ResolvedAssembly(item.ItemSpec, IsPackage: true);
            }
        }

        return [.. byFile.Values.OrderBy(static assembly => assembly.Path, StringComparer.Ordinal)];
    }

    // Best first.
    private static List<string> MachineIdentifiers()
    {
#pragma warning disable CA1308 // Runtime identifiers are in lower case.
        string architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
#pragma warning restore CA1308
        var identifiers = new List<string>();
        if (OperatingSystem.IsWindows())
        {
            identifiers.AddRange([$"win-{architecture}", "win"]);
        }
        else
        {
            if (RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal))
            {
                identifiers.AddRange([$"linux-musl-{architecture}", "linux-musl"]);
            }

            string system = OperatingSystem.IsMacOS() ? "osx" : OperatingSystem.IsFreeBSD() ? "freebsd" : "linux";
            identifiers.AddRange([$"{system}-{architecture}", system, $"unix-{architecture}", "unix"]);
        }

        identifiers.Add("any");
        return identifiers;
    }
}
