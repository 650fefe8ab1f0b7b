namespace Sample.App;

/// <summary>What the app was asked for.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        usage: Sample.App [--root NAME] [--measure]
               Sample.App --measure --read FILE

          --root NAME   only this root: tokenizers, timezones, catalogue, small; with --measure also none
          --measure     how long the first read of the root takes, in lines of a name and a value
          --read FILE   how long File.ReadAllBytes takes instead
        """;

    public string? Root { get; private init; }

    public string? File { get; private init; }

    public bool Measures { get; private init; }

    /// <summary>Gives null where the arguments make no sense.</summary>
    public static CommandLine? Parse(string[] args)
    {
        string? root = null;
        string? file = null;
        bool measures = false;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--measure":
                    measures = true;
                    break;
                case "--root" when i + 1 < args.Length:
                    root = args[++i];
                    break;
                case "--read" when i + 1 < args.Length:
                    file = args[++i];
                    break;
                default:
                    return null;
            }
        }

        bool makesSense = measures ? root is null != file is null : file is null;
        return makesSense ? new CommandLine { Root = root, File = file, Measures = measures } : null;
    }
}
