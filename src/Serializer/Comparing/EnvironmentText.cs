using System.Collections;
using Imaging.Serializer.Graphs;

namespace Imaging.Serializer.Comparing;

/// <summary>Text for a build's log, which may be public: what environment variables hold may be secret, and their names say more.</summary>
internal static class EnvironmentText
{
    // Shorter values are no secrets, and in every text.
    private const int ShortestValue = 6;

    /// <summary>A text with the names of variables, each behind a dollar sign, in place of their values.</summary>
    internal static string WithoutValues(string text) => WithoutValues(text, static value => value);

    /// <summary>A path with the names of variables in place of their values, which keys may hold.</summary>
    internal static string WithoutValuesInKeys(string path) => WithoutValues(path, static value => CollectionEntries.Quote(value)[1..^1]);

    private static string WithoutValues(string text, Func<string, string> written)
    {
        IEnumerable<(string Name, string Value)> variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(static variable => ((string)variable.Key, (string?)variable.Value ?? ""))
            .Where(static variable => variable.Item2.Length >= ShortestValue)
            .OrderByDescending(static variable => variable.Item2.Length)
            .ThenBy(static variable => variable.Item1, StringComparer.Ordinal);
        foreach ((string name, string value) in variables)
        {
            text = text.Replace(written(value), "$" + name, StringComparison.Ordinal);
        }

        return text;
    }
}
