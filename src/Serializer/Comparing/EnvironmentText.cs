using System.Collections;

namespace Imaging.Serializer.Comparing;

/// <summary>Text for a build's log, which may be public: what environment variables hold may be secret, and their names say more.</summary>
internal static class EnvironmentText
{
    // Shorter values are no secrets, and in every text.
    private const int ShortestValue = 6;

    /// <summary>A text with the names of variables, each behind a dollar sign, in place of their values.</summary>
    internal static string WithoutValues(string text)
    {
        IEnumerable<(string Name, string Value)> variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(static variable => ((string)variable.Key, (string?)variable.Value ?? ""))
            .Where(static variable => variable.Item2.Length >= ShortestValue)
            .OrderByDescending(static variable => variable.Item2.Length)
            .ThenBy(static variable => variable.Item1, StringComparer.Ordinal);
        foreach ((string name, string value) in variables)
        {
            text = text.Replace(value, "$" + name, StringComparison.Ordinal);
        }

        return text;
    }
}
