using System.Reflection;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Where the image of an assembly is looked for.</summary>
internal static class ImageLocation
{
    /// <summary>Beside the assembly; in single-file apps, in the program's base directory.</summary>
    internal static string Beside(Assembly assembly) => Beside(assembly, ImageFormat.Extension);

    /// <summary>Where a file of the assembly's name and another extension is looked for.</summary>
    internal static string Beside(Assembly assembly, string extension)
    {
#pragma warning disable IL3000 // Empty in a single-file app, and then the base directory is the place.
        string location = assembly.Location;
#pragma warning restore IL3000
#pragma warning disable CA1845 // A span's assembly would be loaded for this alone.
        return location.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? location.Substring(0, location.Length - ".dll".Length) + extension
            : Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + extension);
#pragma warning restore CA1845
    }

    /// <summary>In the program's base directory.</summary>
    /// <param name="beside">Where it would be beside the assembly.</param>
    internal static string InBaseDirectory(string beside) => Path.Combine(AppContext.BaseDirectory, Path.GetFileName(beside));
}
