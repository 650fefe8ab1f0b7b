namespace Imaging.Restore;

/// <summary>The host's list of the assemblies that the default load context binds names to.</summary>
internal static class TrustedAssemblies
{
    private static readonly string s_list = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";

    /// <summary>Full path of an assembly; <see langword="null"/> where the host does not list it.</summary>
    internal static string? Find(string name)
    {
        string file = Path.DirectorySeparatorChar + name + ".dll";
        StringComparison comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        int from = 0;
        while (s_list.IndexOf(file, from, comparison) is >= 0 and int at)
        {
            int end = at + file.Length;
            if (end == s_list.Length || s_list[end] == Path.PathSeparator)
            {
                int start = s_list.LastIndexOf(Path.PathSeparator, at) + 1;
                return s_list[start..end];
            }

            from = end;
        }

        return null;
    }
}
