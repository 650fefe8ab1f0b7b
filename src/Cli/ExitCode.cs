namespace Imaging.Cli;

/// <summary>What the tool ends with.</summary>
internal static class ExitCode
{
    internal const int Fine = 0;

    /// <summary>The image, or what it rests on, is not as it should be.</summary>
    internal const int Findings = 1;

    /// <summary>The command line makes no sense, or names a file that does not exist.</summary>
    internal const int Usage = 2;

    /// <summary>The tool itself failed.</summary>
    internal const int Failure = 3;
}
