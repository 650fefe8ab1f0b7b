using System.Reflection;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Where the image of an assembly is looked for.</summary>
internal static class ImageLocation
{
    /// <summary>Beside the assembly, else in the program's base directory; the latter in single-file apps.</summary>
    internal static string Of(Assembly assembly)
    {
        string file = assembly.GetName().Name + ImageFormat.Extension;
#pragma warning disable IL3000 // Empty in a single-file app, and then the base directory is the place.
        string location = assembly.Location;
#pragma warning restore IL3000
        if (location.Length > 0)
        {
            string beside = Path.Combine(Path.GetDirectoryName(location)!, file);
            if (Path.Exists(beside))
            {
                return beside;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, file);
    }
}
