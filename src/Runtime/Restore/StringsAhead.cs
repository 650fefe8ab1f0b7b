using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// Places the strings of a const section while the restoring thread finds types: which runs are strings is told without it,
/// and strings are most of what large sections hold. The collector hears of them later.
/// </summary>
internal sealed unsafe class StringsAhead : SharedWork
{
    private readonly ImageView _image;
    private readonly ConstObjects _constants;
    private readonly bool[] _isPlaced;
    private readonly nint[] _ends;

    internal StringsAhead(ImageView image, ConstObjects constants)
        : base(image.ConstRuns.Count) =>
        (_image, _constants, _isPlaced, _ends) = (image, constants, new bool[image.ConstRuns.Count], new nint[image.ConstRuns.Count]);

    /// <summary>Whether a run was taken for strings.</summary>
    /// <param name="run">The run.</param>
    /// <param name="end">The end of the last string; <see langword="null"/> where it holds something else.</param>
    internal bool IsPlaced(uint run, out byte* end)
    {
        end = (byte*)_ends[run];
        return _isPlaced[run];
    }

    private protected override void Do(uint piece)
    {
        ref readonly RawConstRun run = ref _image.ConstRuns[piece];
        if (IsOfStrings(run))
        {
            _isPlaced[piece] = true;
            _ends[piece] = (nint)_constants.PlaceStrings(run);
        }
    }

    // Another build of the framework may have another token for the type, and then its strings are not placed ahead.
    private bool IsOfStrings(in RawConstRun run)
    {
        ref readonly RawType type = ref _image.Types[run.Type];
        return type.Recipe == TypeRecipe.Definition
            && type.Of == ImageFormat.CoreDependency
            && type.Token == (uint)typeof(string).MetadataToken
            && _image.TextEquals(type.Name, nameof(String));
    }
}
