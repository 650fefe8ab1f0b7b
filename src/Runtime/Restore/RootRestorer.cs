using System.Reflection;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Gives a root its value from its package's image.</summary>
internal static class RootRestorer
{
    /// <param name="package">The module that declares the root.</param>
    /// <param name="name">The root's name.</param>
    /// <param name="avoided">Why no restore may be waited for or begun; <see langword="null"/> where one may.</param>
    /// <param name="value">The value.</param>
    /// <param name="reason">Why there is none.</param>
    internal static bool TryRestore(Module package, string name, string? avoided, out object? value, out string reason)
    {
        value = null;
        try
        {
            LoadedImage? image = ImageRegistry.Find(package).Open(out reason);
            if (image is null)
            {
                return false;
            }

            uint number = image.FindRoot(name);
            ref readonly RawRoot root = ref image.View.Roots[number];
            if (root.Unit == ImageFormat.None)
            {
                throw new RestoreException("it was refused at build time: " + image.View.Text(root.Refusal));
            }

            LoadedUnit unit = image.Unit(root.Unit);
            if (avoided is not null && unit.GiveUp(avoided))
            {
                reason = avoided;
                return false;
            }

            return unit.TryGet(number, out value, out reason);
        }
        catch (Exception exception) when (exception is ImageFormatException or RestoreException)
        {
            reason = exception.Message;
            return false;
        }
    }
}
