using System.Globalization;

namespace Sample.App;

/// <summary>What the app was asked for.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        usage: Sample.App [--root NAME] [--measure]
               Sample.App --measure --read FILE
               Sample.App --shared [--root NAME] [--threads N]

          --root NAME   only this root: tokenizers, timezones, catalogue, small, terms, stems, places, search,
                        suggestions, queries; with --measure also none, and linked for the last six and timezones
          --measure     how long the first read of the root takes, in lines of a name and a value
          --read FILE   how long File.ReadAllBytes takes instead
          --shared      whether the packages that build on each other share objects: the root is read first, then the others
          --threads N   so many threads read all roots at once
        """;

    public string? Root { get; private init; }

    public string? File { get; private init; }

    public bool Measures { get; private init; }

    public bool ChecksShared { get; private init; }

    public int Threads { get; private init; }

    /// <summary>Gives null where the arguments make no sense.</summary>
    public static CommandLine? Parse(string[] args)
    {
        string? root = null;
        string? file = null;
        bool measures = false;
        bool checksShared = false;
        int threads = 0;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--measure":
                    measures = true;
                    break;
                case "--shared":
                    checksShared = true;
                    break;
                case "--root" when i + 1 < args.Length:
                    root = args[++i];
                    break;
                case "--read" when i + 1 < args.Length:
                    file = args[++i];
                    break;
                case "--threads" when i + 1 < args.Length && int.TryParse(args[++i], NumberStyles.None, CultureInfo.InvariantCulture, out threads) && threads > 0:
                    break;
                default:
                    return null;
            }
        }

        bool makesSense = measures ? !checksShared && root is null != file is null : file is null;
        return makesSense && (checksShared || threads == 0)
            ? new CommandLine { Root = root, File = file, Measures = measures, ChecksShared = checksShared, Threads = Math.Max(threads, 1) }
            : null;
    }
}
