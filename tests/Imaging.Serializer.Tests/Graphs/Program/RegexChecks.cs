/// <summary>Compares regular expressions by what they match.</summary>
internal static class RegexChecks
{
    private static readonly string[] s_inputs = ["", "a", "abc 123 def", "The quick brown fox, 42 times.", "x=1;y=2;x=33", "ÄÖÜ ß é\n\tline two", "aaaaaaaaab", "2024-02-29T10:11:12"];

    internal static void Compare(Regex first, Regex second, Action<string> problem)
    {
        if (Describe(first) != Describe(second))
        {
            problem($"the regular expression {Describe(first)} instead of {Describe(second)}");
        }
    }

    private static string Describe(Regex regex) =>
        $"{regex} {regex.Options} {regex.MatchTimeout} {string.Join(',', regex.GetGroupNames())} "
        + string.Join(';', s_inputs.SelectMany(input => regex.Matches(input)).Select(static match => $"{match.Index}+{match.Length}:{string.Join(',', match.Groups.Values)}"));
}
