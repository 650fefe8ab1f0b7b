using System.Reflection;
using System.Runtime.CompilerServices;

namespace Imaging.Restore;

/// <summary>The images of the process, by loaded module: two load contexts may load the same assembly.</summary>
internal static class ImageRegistry
{
    private static readonly object s_gate = new();
    private static ImageSlot? s_slots;

    internal static ImageSlot Find(Module package)
    {
        lock (s_gate)
        {
            if (package.Assembly.IsCollectible)
            {
                return Collectible.Find(package);
            }

            ImageSlot? slot = s_slots;
            while (slot is not null && slot.Package != package)
            {
                slot = slot.Next;
            }

            return slot ?? (s_slots = new ImageSlot(package, s_slots));
        }
    }

    // Apart, because few processes need it: its types take a tenth of a millisecond to load.
    private static class Collectible
    {
        private static readonly ConditionalWeakTable<Module, ImageSlot> s_slots = [];

        internal static ImageSlot Find(Module package) => s_slots.GetValue(package, static module => new ImageSlot(module, null));
    }
}

/// <summary>The place of one module's image: not yet read, read, or rejected for good.</summary>
internal sealed class ImageSlot(Module package, ImageSlot? next)
{
    private readonly object _opening = new();
    private LoadedImage? _image;
    private string? _rejection;

    internal Module Package { get; } = package;

    internal ImageSlot? Next { get; } = next;

    /// <summary>The image.</summary>
    /// <param name="rejection">Why there is none, or why it was rejected.</param>
    internal LoadedImage? Open(out string rejection)
    {
        lock (_opening)
        {
            if (_image is null && _rejection is null)
            {
                try
                {
                    _image = LoadedImage.TryOpen(Package);
                    _rejection = _image is null ? "there is no image " + ImageLocation.Beside(Package.Assembly) : null;
                }
                catch (Exception exception)
                {
                    _rejection = RestoreFailure.Describe(exception);
                }
            }

            rejection = _rejection ?? "";
            return _image;
        }
    }
}
