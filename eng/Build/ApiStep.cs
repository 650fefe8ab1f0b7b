namespace Imaging.Build;

/// <summary>Declares the public API as the code has it now, so that a change of it is a reviewed line of text.</summary>
internal static class ApiStep
{
    private const string Declarations = "PublicAPI.Unshipped.txt";

    public static int Run()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), Declarations, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            // `dotnet format` adds what is missing, and does nothing at all while something is declared that is gone.
            File.WriteAllText(file, "#nullable enable\n");
            string directory = Path.GetDirectoryName(file)!;
            string project = Directory.EnumerateFiles(directory, "*.csproj").Single();
            Tool.RunDotNet(directory, "format", "analyzers", project, "--diagnostics", "RS0016", "--severity", "warn");

            string[] lines = [.. File.ReadAllLines(file).Where(line => line.Length > 0)];
            File.WriteAllText(file, string.Join('\n', lines) + "\n");
        }

        return 0;
    }
}
