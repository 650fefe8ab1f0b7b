using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// Places the strings of a large const section as they are read, while they are in the cache: which run is theirs is told before types are
/// found, and strings are most of what large sections hold. The collector hears of them later.
/// </summary>
internal sealed class StringsAhead
{
    private readonly ConstObjects _constants;
    private readonly ulong _start;
    private readonly ulong _end;
    private readonly uint _count;
    private int _placed;

    private StringsAhead(ConstObjects constants, uint run, in RawConstRun strings) =>
        (_constants, Run, _start, _end, _count) = (constants, run, strings.Offset, strings.Offset + strings.Length, strings.Count);

    /// <summary>The number of the run.</summary>
    internal uint Run { get; }

    /// <summary>Whether all of the run is placed.</summary>
    internal bool IsComplete => (uint)_placed == _count;

    /// <summary>The strings of an image; <see langword="null"/> where it has none, or they cannot be told from others.</summary>
    internal static StringsAhead? Of(ImageView image, ConstObjects constants)
    {
        for (uint i = 0; i < image.ConstRuns.Count; i++)
        {
            if (IsOfStrings(image, image.ConstRuns[i]))
            {
                return new StringsAhead(constants, i, image.ConstRuns[i]);
            }
        }

        return null;
    }

    /// <summary>Places those that lie in a piece of the section.</summary>
    /// <exception cref="ImageFormatException">One lies in two pieces.</exception>
    internal void Place(ulong start, ulong end)
    {
        start = Math.Max(start, _start);
        end = Math.Min(end, _end);
        if (start < end)
        {
            if (!_constants.TryPlaceStrings(start, end, out uint count))
            {
                ImageFormatException.Throw($"an object of {typeof(string)} outside its run");
            }

            Interlocked.Add(ref _placed, (int)count);
        }
    }

    // Another build of the framework may have another token for the type, and then its strings are not placed ahead.
    private static bool IsOfStrings(ImageView image, in RawConstRun run)
    {
        ref readonly RawType type = ref image.Types[run.Type];
        return type.Recipe == TypeRecipe.Definition
            && type.Of == ImageFormat.CoreDependency
            && type.Token == (uint)typeof(string).MetadataToken
            && image.TextEquals(type.Name, nameof(String));
    }
}
