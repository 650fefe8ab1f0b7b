using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>The images beside one that it is linked to, to name what is there.</summary>
/// <param name="image">The image.</param>
/// <param name="path">Where it lies.</param>
internal sealed class NeighbouringImages(ImageView image, string path) : IDisposable
{
    private readonly Dictionary<uint, ImageBytes?> _read = [];

    /// <summary>The image of a dependency; <see langword="null"/> where none of the build that is linked to lies there undamaged.</summary>
    internal ImageView? Find(uint dependency)
    {
        if (!_read.TryGetValue(dependency, out ImageBytes? known))
        {
            _read.Add(dependency, known = Read(image.Dependencies[dependency]));
        }

        return known?.View;
    }

    public void Dispose()
    {
        foreach (ImageBytes? read in _read.Values)
        {
            read?.Dispose();
        }
    }

    private ImageBytes? Read(in RawDependency dependency)
    {
        ImageBytes? found = null;
        try
        {
            found = ImageBytes.Read(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, image.Text(dependency.Name) + ImageFormat.Extension));
            if (found.View.Header.BuildId == dependency.Image && found.FindDamage() is null)
            {
                return found;
            }
        }
        catch (ImageFormatException)
        {
            // What is wrong with it is not what was asked.
        }

        found?.Dispose();
        return null;
    }
}
