using System.Text.Json.Nodes;
using Imaging.Measurement;

namespace Imaging.Build;

/// <summary><c>dotnet imaging</c>, installed from the package just made, as a user installs it.</summary>
internal sealed class ImagingTool
{
    private readonly string _command;

    private ImagingTool(string command) => _command = command;

    /// <param name="directory">A directory that uses the packages just made.</param>
    /// <param name="version">Their version.</param>
    /// <exception cref="BuildFailedException">It cannot be installed.</exception>
    public static ImagingTool Install(string directory, string version)
    {
        string target = Path.Combine(directory, "tool");
        Tool.RunDotNet(directory, ["tool", "install", "Imaging.Cli", "--version", version, "--tool-path", target, "-v", "quiet"]);
        return new ImagingTool(Path.Combine(target, OperatingSystem.IsWindows() ? "dotnet-imaging.exe" : "dotnet-imaging"));
    }

    /// <summary>What <c>inspect</c> says of an image.</summary>
    /// <exception cref="MeasurementException">It says that something is wrong.</exception>
    public JsonNode Inspect(string image) =>
        JsonNode.Parse(ChildProcess.Run(_command, ["inspect", image, "--json", "--no-measure"]).Succeeded($"dotnet imaging inspect {image}").Output)!["image"]!;
}
