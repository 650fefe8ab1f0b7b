using System.Globalization;

namespace Imaging.Build;

/// <summary>Packages of which each builds on the one before it: the second is the pattern for all that follow.</summary>
internal static class ChainWorkspace
{
    /// <summary>How many packages there are.</summary>
    public const int Length = 9;

    private const string App = "Chain.App";

    /// <summary>Copies bench/Chain and makes the packages that are missing.</summary>
    public static SampleWorkspace Create(string directory, string version)
    {
        SampleWorkspace chain = SampleWorkspace.Create(directory, version, Path.Combine("bench", "Chain"), App);
        for (int step = 2; step < Length; step++)
        {
            foreach (string pattern in (string[])["Chain.Step1.csproj", "Step.cs"])
            {
                string file = Path.Combine(directory, Numbered("Chain.Step1", step), Numbered(pattern, step));
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, Numbered(File.ReadAllText(Path.Combine(directory, "Chain.Step1", pattern)), step));
            }
        }

        return chain;
    }

    private static string Numbered(string text, int step) => text
        .Replace("Step1", string.Create(CultureInfo.InvariantCulture, $"Step{step}"), StringComparison.Ordinal)
        .Replace("Step0", string.Create(CultureInfo.InvariantCulture, $"Step{step - 1}"), StringComparison.Ordinal);
}
