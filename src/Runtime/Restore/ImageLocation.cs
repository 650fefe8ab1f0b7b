using System.Reflection;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Where the image of an assembly is looked for.</summary>
internal static class ImageLocation
{
    /// <summary>Beside the assembly, else in the program's base directory; the latter in single-file apps.</summary>
    internal static string Of(Assembly assembly)
    {
#pragma warning disable IL3000 // Empty in a single-file app, and then the base directory is the place.
        string location = assembly.Location;
#pragma warning restore IL3000
        if (location.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
#pragma warning disable CA1845 // A span's assembly would be loaded for this alone.
            string beside = location.Substring(0, location.Length - ".dll".Length) + ImageFormat.Extension;
#pragma warning restore CA1845
            if (File.Exists(beside) || Directory.Exists(beside))
            {
                return beside;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ImageFormat.Extension);
    }
}
