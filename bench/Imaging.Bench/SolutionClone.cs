using System.Text.RegularExpressions;
using Imaging.Measurement;

namespace Imaging.Bench;

/// <summary>A copy of a solution's sources, in a directory of its own.</summary>
internal sealed partial class SolutionClone
{
    private readonly string _directory;

    /// <summary>Copies the sources. Makes the directory anew.</summary>
    public SolutionClone(string source, string directory)
    {
        _directory = directory;
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(directory, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Solution => Path.Combine(_directory, "Solution.slnx");

    /// <summary>Builds everything for the first time; what restore takes does not count.</summary>
    /// <exception cref="MeasurementException">It does not build.</exception>
    public FirstBuild Build(bool isEnabled)
    {
        string[] common = [Solution, "-nologo", "-tl:off", "-v:minimal", isEnabled ? "-p:ImagingEnabled=true" : "-p:ImagingEnabled=false"];
        ChildProcess.Run(ChildProcess.DotNet, ["restore", .. common, "-p:Configuration=Release"], _directory).Succeeded($"dotnet restore {Solution}");
        ChildProcess build = ChildProcess
            .Run(ChildProcess.DotNet, ["build", .. common, "-c", "Release", "--no-restore"], _directory)
            .Succeeded($"dotnet build {Solution}");
        return new FirstBuild(build.Elapsed, Written().Count(build.Output), Taken().Count(build.Output), Images());
    }

    /// <summary>How many images lie where the compiler's outputs do.</summary>
    private int Images() => Directory.EnumerateFiles(_directory, "*.pkgimg", SearchOption.AllDirectories)
        .Count(static path => path.Split(Path.DirectorySeparatorChar).Contains("obj"));

    [GeneratedRegex("Package image (of .+ )?written: ")]
    private static partial Regex Written();

    [GeneratedRegex("Package image (of .+ )?taken from the depot ")]
    private static partial Regex Taken();
}

/// <summary>The first build of a clone.</summary>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Made">How many images were made.</param>
/// <param name="Taken">How many the depot had.</param>
/// <param name="Images">How many there are.</param>
internal sealed record FirstBuild(TimeSpan Elapsed, int Made, int Taken, int Images);
