using System.Reflection;
using Imaging.Format;
using Imaging.Restore;

namespace Imaging.Serializer.Reading;

/// <summary>The image of a dependency, as another image that is linked to it refers to its objects.</summary>
internal sealed class LinkedImageCheck : IDisposable
{
    private readonly ImageBytes _image;
    private readonly ConstCheck _constants;
    private readonly ReferenceCheck _references;
    private readonly TypeResolver _types;

    /// <param name="image">The image, of the build that is referred to; disposed of with this.</param>
    /// <param name="package">Its package's module.</param>
    internal LinkedImageCheck(ImageBytes image, Module package)
    {
        _image = image;
        _constants = new ConstCheck(image, new FindingList());
        _constants.Run();
        _references = new ReferenceCheck(image.View, _constants);
        _types = new TypeResolver(image.View, new DependencyResolver(image.View, package));
    }

    /// <summary>The type of an object that a unit of the other image refers to.</summary>
    /// <param name="word">What refers to the object in this image.</param>
    /// <param name="unit">The unit of this image that is to have it.</param>
    /// <returns><see langword="null"/> where another unit has it.</returns>
    /// <exception cref="ImageFormatException">There is no such object.</exception>
    internal Type? TypeOf(ReferenceWord word, uint unit)
    {
        try
        {
            _references.Check(word, _image.View.Units[unit]);
        }
        catch (ImageFormatException)
        {
            return null;
        }

        return _types.Resolve(_references.TypeOf(word));
    }

    public void Dispose() => _image.Dispose();
}
