using System.IO.Compression;

namespace Imaging.EndToEnd.Tests.Harness;

/// <summary>The same Imaging.Runtime as a package of another version, in a source of its own.</summary>
internal static class OtherRuntime
{
    public const string Version = "99.0.0";

    public static void AddTo(Workspace workspace)
    {
        string source = Directory.CreateDirectory(workspace.PathOf("other-runtime")).FullName;
        string package = Path.Combine(source, $"Imaging.Runtime.{Version}.nupkg");
        File.Copy(Path.Combine(PackedSdk.Feed, $"Imaging.Runtime.{PackedSdk.Version}.nupkg"), package);
        ChangeVersion(package);
        workspace.Replace("NuGet.config", "<packageSources>", $"""<packageSources><add key="other-runtime" value="{source}" />""");
        workspace.Replace("NuGet.config", "<packageSourceMapping>", """<packageSourceMapping><packageSource key="other-runtime"><package pattern="Imaging.Runtime" /></packageSource>""");
        workspace.Replace("NuGet.config", """<package pattern="Imaging.*" />""", """<package pattern="Imaging.*" /><package pattern="Imaging.Runtime" />""");
    }

    private static void ChangeVersion(string package)
    {
        using ZipArchive archive = ZipFile.Open(package, ZipArchiveMode.Update);
        ZipArchiveEntry entry = archive.GetEntry("Imaging.Runtime.nuspec")!;
        string text;
        using (var reader = new StreamReader(entry.Open()))
        {
            text = reader.ReadToEnd();
        }

        entry.Delete();
        using var writer = new StreamWriter(archive.CreateEntry("Imaging.Runtime.nuspec").Open());
        writer.Write(text.Replace($"<version>{PackedSdk.Version}</version>", $"<version>{Version}</version>", StringComparison.Ordinal));
    }
}
