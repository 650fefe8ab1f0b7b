using System.Numerics;
using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Where the objects of a const section begin: a bit for each place where one may.</summary>
/// <param name="length">Length of the section.</param>
internal sealed class ConstStarts(ulong length)
{
    private const int BitsOfWord = 64;

    private readonly ulong[] _bits = new ulong[(length / ImageFormat.Alignment / BitsOfWord) + 1];
    private int[] _ranks = [];

    internal int Count { get; private set; }

    /// <summary>Finds where the objects of a sound image begin.</summary>
    internal static unsafe ConstStarts Of(ImageBytes image)
    {
        ImageView view = image.View;
        var starts = new ConstStarts(view.ConstLength);
        for (uint i = 0; i < view.ConstRuns.Count; i++)
        {
            ref readonly RawConstRun run = ref view.ConstRuns[i];
            ref readonly RawType type = ref view.Types[run.Type];
            ulong at = run.Offset;
            for (uint j = 0; j < run.Count; j++)
            {
                starts.Add(at);
                uint components = type.ComponentSize == 0 ? 0 : *(uint*)(image.Const + at + (2 * sizeof(ulong)));
                at += (ulong)ImageFormat.Align(type.BaseSize + ((long)components * type.ComponentSize));
            }
        }

        starts.Complete();
        return starts;
    }

    internal void Add(ulong offset)
    {
        _bits[offset / ImageFormat.Alignment / BitsOfWord] |= Bit(offset);
        Count++;
    }

    /// <summary>After this, objects are found by number.</summary>
    internal void Complete()
    {
        _ranks = new int[_bits.Length];
        for (int i = 1; i < _ranks.Length; i++)
        {
            _ranks[i] = _ranks[i - 1] + BitOperations.PopCount(_bits[i - 1]);
        }
    }

    internal bool Contains(ulong offset) =>
        offset < length && offset % ImageFormat.Alignment == 0 && (_bits[offset / ImageFormat.Alignment / BitsOfWord] & Bit(offset)) != 0;

    /// <summary>How many objects begin before one.</summary>
    internal int IndexOf(ulong offset)
    {
        ulong word = offset / ImageFormat.Alignment / BitsOfWord;
        return _ranks[word] + BitOperations.PopCount(_bits[word] & (Bit(offset) - 1));
    }

    /// <summary>Where an object begins.</summary>
    /// <param name="index">How many begin before it.</param>
    internal ulong OffsetOf(int index)
    {
        int word = Array.BinarySearch(_ranks, index);
        word = word < 0 ? ~word - 1 : LastOf(word, index);
        ulong bits = _bits[word];
        for (int skip = index - _ranks[word]; skip > 0; skip--)
        {
            bits &= bits - 1;
        }

        return (((ulong)word * BitsOfWord) + (ulong)BitOperations.TrailingZeroCount(bits)) * ImageFormat.Alignment;
    }

    // Words without a start have the rank of the next one.
    private int LastOf(int word, int rank)
    {
        int last = word;
        while (last + 1 < _ranks.Length && _ranks[last + 1] == rank)
        {
            last++;
        }

        return last;
    }

    private static ulong Bit(ulong offset) => 1UL << (int)(offset / ImageFormat.Alignment % BitsOfWord);
}
