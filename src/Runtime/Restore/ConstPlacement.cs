using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// Places the const objects of a unit whose types are resolved and initialized: one piece of work, which the second thread
/// does while the restoring one finds globals.
/// </summary>
internal sealed class ConstPlacement : SharedWork
{
    private readonly LoadedImage _image;
    private readonly RawUnit _unit;

    internal ConstPlacement(LoadedImage image, in RawUnit unit)
        : base(1) => (_image, _unit) = (image, unit);

    private protected override void Do(uint piece)
    {
        lock (_image.Placing)
        {
            _image.Reading.Finish();
            for (uint i = 0; i < _unit.TypeCount; i++)
            {
                uint type = _image.View.Indexes[_unit.FirstType + i].Value;
                _image.Constants.Place(type, _image.Types.Resolve(type));
            }
        }
    }
}
