using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Gives a root its value from its package's image.</summary>
internal static class RootRestorer
{
    // Keyed by module, since two load contexts may load the same assembly; weak, since a context may be unloaded.
    private static readonly ConditionalWeakTable<Module, ImageSlot> s_images = [];

    /// <param name="builder">The root's builder.</param>
    /// <param name="member">The root's member.</param>
    /// <param name="avoided">Why the image must not be used for this attempt; <see langword="null"/> where it may.</param>
    /// <param name="value">The value.</param>
    /// <param name="reason">Why there is none.</param>
    internal static bool TryRestore(MethodInfo builder, string? member, string? avoided, out object? value, out string reason)
    {
        value = null;
        try
        {
            LoadedImage image = ImageOf(builder.Module);
            ref readonly RawRoot root = ref image.FindRoot(builder, member);
            if (root.Unit == ImageFormat.None)
            {
                throw new RestoreException("it was refused at build time: " + image.View.Text(root.Refusal));
            }

            LoadedUnit unit = image.Unit(root.Unit);
            if (avoided is not null)
            {
                unit.GiveUp(avoided);
                reason = avoided;
                return false;
            }

            return unit.TryGet(root.Value, out value, out reason);
        }
        catch (Exception exception) when (exception is ImageFormatException or RestoreException)
        {
            reason = exception.Message;
            return false;
        }
    }

    private static LoadedImage ImageOf(Module module)
    {
        ImageSlot slot = s_images.GetOrCreateValue(module);
        lock (slot)
        {
            if (slot.Image is null && slot.Rejection is null)
            {
                try
                {
                    slot.Image = LoadedImage.Open(module);
                }
                catch (Exception exception)
                {
                    slot.Rejection = RestoreFailure.Describe(exception);
                }
            }

            return slot.Image ?? throw new RestoreException(slot.Rejection!);
        }
    }

    private sealed class ImageSlot
    {
        internal LoadedImage? Image { get; set; }

        internal string? Rejection { get; set; }
    }
}
