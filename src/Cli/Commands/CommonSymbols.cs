using System.CommandLine;

namespace Imaging.Cli.Commands;

/// <summary>What several verbs take.</summary>
internal static class CommonSymbols
{
    internal static Argument<FileInfo> Image(string name = "image", string description = "The image: X.pkgimg, beside X.dll.") =>
        new Argument<FileInfo>(name) { Description = description }.AcceptExistingOnly();

    internal static Option<bool> Json() => new("--json") { Description = "Print JSON for tools." };
}
