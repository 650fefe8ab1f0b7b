namespace Imaging.Serializer.Depot.Remote;

/// <summary>The file in which programs of the network look up credentials by the name of a machine.</summary>
internal static class NetrcFile
{
    /// <summary>The credentials for a machine; <see langword="null"/> where the file, if there is one, has none.</summary>
    internal static (string Login, string Password)? Find(string machine)
    {
        try
        {
            return Find(File.ReadAllText(Location()), machine);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    internal static (string Login, string Password)? Find(string text, string machine)
    {
        string? login = null, password = null;
        bool applies = false;
        var words = new Queue<string>(WithoutMacros(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        while (words.TryDequeue(out string? word))
        {
            switch (word)
            {
                case "machine" or "default" when applies:
                    words.Clear();
                    break;
                case "machine":
                    applies = words.TryDequeue(out string? name) && string.Equals(name, machine, StringComparison.OrdinalIgnoreCase);
                    break;
                case "default":
                    applies = true;
                    break;
                case "login" or "password" or "account" when words.TryDequeue(out string? value) && applies:
                    login = word == "login" ? value : login;
                    password = word == "password" ? value : password;
                    break;
            }
        }

        return applies && login is not null && password is not null ? (login, password) : null;
    }

    // A macro ends with an empty line, a comment with its own.
    private static string WithoutMacros(string text)
    {
        var kept = new List<string>();
        bool isMacro = false;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            isMacro = (isMacro && line.Trim().Length > 0) || line.TrimStart().StartsWith("macdef ", StringComparison.Ordinal);
            if (!isMacro && !line.TrimStart().StartsWith('#'))
            {
                kept.Add(line);
            }
        }

        return string.Join('\n', kept);
    }

    private static string Location() => Environment.GetEnvironmentVariable("NETRC") is { Length: > 0 } given
        ? given
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), OperatingSystem.IsWindows() ? "_netrc" : ".netrc");
}
