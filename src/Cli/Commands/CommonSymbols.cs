using System.CommandLine;

namespace Imaging.Cli.Commands;

/// <summary>What several verbs take.</summary>
internal static class CommonSymbols
{
    internal static Argument<FileInfo> Image() =>
        new Argument<FileInfo>("image") { Description = "The image: X.pkgimg, beside X.dll." }.AcceptExistingOnly();

    internal static Option<bool> Json() => new("--json") { Description = "Print JSON for tools." };
}
