using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Checks that reference words refer to something that their unit has.</summary>
internal sealed class ReferenceCheck(ImageView image, ConstCheck constants)
{
    private readonly Dictionary<(uint First, uint Count), HashSet<uint>> _lists = [];

    /// <exception cref="ImageFormatException">The word refers to nothing, or to another unit's.</exception>
    internal void Check(ReferenceWord word, in RawUnit unit)
    {
        ulong payload = word.Payload;
        bool holds = word.Tag switch
        {
            ReferenceTag.Null => word.Bits == 0,
            ReferenceTag.Const => Has(unit.FirstType, unit.TypeCount, constants.TypeAt(payload)),
            ReferenceTag.Main => payload - unit.FirstOrdinal < unit.ObjectCount,
            ReferenceTag.Global => payload < image.Globals.Count && Has(unit.FirstGlobal, unit.GlobalCount, (uint)payload),
            ReferenceTag.External => IsLinked(word, unit),
            ReferenceTag.Type => payload < image.Types.Count,
            ReferenceTag.Method => payload < image.Methods.Count,
            ReferenceTag.Delegate => payload - unit.FirstDelegate < unit.DelegateCount,
            _ => false,
        };
        if (!holds)
        {
            throw new ImageFormatException($"the reference {WordText.Of(word)} is to nothing that its unit has");
        }
    }

    /// <summary>The type of a const or main object, or of a delegate.</summary>
    /// <exception cref="ImageFormatException">There is no such object.</exception>
    internal uint TypeOf(ReferenceWord word) => word.Tag switch
    {
        ReferenceTag.Const => constants.TypeAt(word.Payload),
        ReferenceTag.Main => image.MainRuns[RunOf(word.Payload)].Type,
        ReferenceTag.Delegate => image.Delegates[(uint)word.Payload].Type,
        _ => throw new ImageFormatException($"the reference {WordText.Of(word)} has no recorded type"),
    };

    /// <summary>The run of a main object.</summary>
    internal uint RunOf(ulong ordinal)
    {
        uint low = 0;
        for (uint high = image.MainRuns.Count - 1; low < high;)
        {
            uint middle = (low + high + 1) / 2;
            (low, high) = image.MainRuns[middle].FirstOrdinal <= ordinal ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private bool IsLinked(ReferenceWord word, in RawUnit unit)
    {
        bool isLinked = false;
        for (uint i = 0; i < unit.LinkageCount && !isLinked; i++)
        {
            isLinked = image.Linkages[unit.FirstLinkage + i].Dependency == word.ExternalDependency;
        }

        return isLinked && word.ExternalTarget.Tag is ReferenceTag.Const or ReferenceTag.Main or ReferenceTag.Delegate;
    }

    private bool Has(uint first, uint count, uint number)
    {
        if (!_lists.TryGetValue((first, count), out HashSet<uint>? list))
        {
            image.Indexes.CheckRange(first, count);
            list = [];
            for (uint i = 0; i < count; i++)
            {
                list.Add(image.Indexes[first + i].Value);
            }

            _lists.Add((first, count), list);
        }

        return list.Contains(number);
    }
}
