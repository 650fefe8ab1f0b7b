using System.Reflection;
using System.Runtime.CompilerServices;

namespace Imaging;

/// <summary>The files that builders read: the project's <c>ImagingInput</c> items.</summary>
public static class ImagingInputs
{
    /// <summary>The folder beside an assembly that has a folder of inputs for each assembly.</summary>
    internal const string DeployedFolder = "imaging-inputs";

    /// <summary>Opens an input of the calling assembly for reading.</summary>
    /// <param name="name">The name of the <c>ImagingInput</c> item: its <c>Name</c> metadata, else its file name.</param>
    /// <returns>A stream over the file as the project has it during a build, and as it was deployed afterwards.</returns>
    /// <exception cref="FileNotFoundException">The project declares no such input, or the file was not deployed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Stream Open(string name)
    {
        Assembly caller = Assembly.GetCallingAssembly();
        string assembly = caller.GetName().Name ?? "";
        string? declared = CaptureSession.IsActive ? CaptureSession.FindInput(assembly, name) : null;
        if (declared is null && !(CaptureSession.IsActive && CaptureSession.IsPackage(assembly)))
        {
            declared = DeployedPath(caller, assembly, name);
        }

        return declared is not null && File.Exists(declared)
            ? new FileStream(declared, FileMode.Open, FileAccess.Read, FileShare.Read)
            : throw new FileNotFoundException(
                $"{assembly} declares no input '{name}', or it was not deployed: add <ImagingInput Include=\"path/to/{name}\" /> to its project.", name);
    }

    /// <summary>Where an input of an assembly lies once deployed.</summary>
    internal static string DeployedPath(Assembly assembly, string assemblyName, string name)
    {
        string relative = Path.Combine(DeployedFolder, assemblyName, name);
#pragma warning disable IL3000 // Empty in a single-file app, and then the base directory is the place.
        string location = assembly.Location;
#pragma warning restore IL3000
        if (location.Length > 0 && Path.GetDirectoryName(location) is { } directory)
        {
            string beside = Path.Combine(directory, relative);
            if (File.Exists(beside))
            {
                return beside;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, relative);
    }
}
