using System.Runtime.InteropServices;
using Microsoft.Build.Framework;

namespace Imaging.Tasks;

// A portable project carries assemblies for many runtime identifiers; the host would pick those of the machine it runs on,
// in place of the portable ones of the same name, and so do we.
internal static class RuntimeClosure
{
    public static IReadOnlyList<string> Of(ITaskItem[] closure, ITaskItem[] runtimeTargets)
    {
        var byFile = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (ITaskItem item in closure)
        {
            byFile.TryAdd(Path.GetFileName(item.ItemSpec), item.ItemSpec);
        }

        List<string> identifiers = MachineIdentifiers();
        for (int worst = identifiers.Count - 1; worst >= 0; worst--)
        {
            foreach (ITaskItem item in runtimeTargets.Where(item => item.GetMetadata("RuntimeIdentifier") == identifiers[worst]))
            {
                byFile[Path.GetFileName(item.ItemSpec)] = item.ItemSpec;
            }
        }

        return [.. byFile.Values.Order(StringComparer.Ordinal)];
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
