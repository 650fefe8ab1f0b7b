using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Places the const objects of a unit: one piece of work, which the second thread does while the restoring one finds globals.</summary>
internal sealed class ConstPlacement : SharedWork
{
    private readonly LoadedImage _image;
    private readonly RawUnit _unit;

    internal ConstPlacement(LoadedImage image, in RawUnit unit)
        : base(1) => (_image, _unit) = (image, unit);

    private protected override void Do(uint piece) => _image.PlaceConstants(_unit);
}
