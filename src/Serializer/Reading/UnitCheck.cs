using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Checks that units share out runs, ordinals, delegates and rebuilds without gap or overlap.</summary>
internal sealed class UnitCheck(ImageView image, ReferenceCheck references, FindingList findings)
{
    private readonly HashSet<uint> _rebuilt = [];
    private RawUnit _end;
    private uint _arguments;

    internal void Run()
    {
        findings.ForEach(DiagnosticCodes.UnitDamaged, "unit", image.Units.Count, CheckUnit);
        if (_end.FirstMainRun != image.MainRuns.Count || _end.FirstDelegate != image.Delegates.Count
            || _end.FirstRebuild != image.Rebuilds.Count || _end.FirstLinkage != image.Linkages.Count || _arguments != image.RebuildArguments.Count)
        {
            findings.Add(DiagnosticCodes.UnitDamaged, "main runs, delegates, rebuilds or linkages that no unit has");
        }
    }

    private void CheckUnit(uint index)
    {
        RawUnit unit = image.Units[index];
        image.MainRuns.CheckRange(unit.FirstMainRun, unit.MainRunCount);
        image.Delegates.CheckRange(unit.FirstDelegate, unit.DelegateCount);
        image.Rebuilds.CheckRange(unit.FirstRebuild, unit.RebuildCount);
        if (unit.FirstMainRun != _end.FirstMainRun
            || unit.FirstOrdinal != _end.FirstOrdinal
            || unit.FirstLinkage != _end.FirstLinkage
            || (unit.DelegateCount > 0 && unit.FirstDelegate != _end.FirstDelegate)
            || (unit.RebuildCount > 0 && unit.FirstRebuild != _end.FirstRebuild))
        {
            throw new ImageFormatException("it does not begin where the unit before it ends");
        }

        _end.FirstMainRun += unit.MainRunCount;
        _end.FirstOrdinal += unit.ObjectCount;
        _end.FirstDelegate += unit.DelegateCount;
        _end.FirstRebuild += unit.RebuildCount;
        _end.FirstLinkage += unit.LinkageCount;
        CheckAscending(unit.FirstType, unit.TypeCount, image.Types.Count, "types");
        CheckAscending(unit.FirstGlobal, unit.GlobalCount, image.Globals.Count, "globals");
        CheckAscending(unit.FirstFrameworkType, unit.FrameworkTypeCount, image.FrameworkTypes.Count, "types of the framework");
        CheckLinkages(unit);
        CheckRuns(unit);
        CheckDelegates(unit);
        CheckRebuilds(unit);
    }

    private void CheckAscending(uint first, uint count, uint limit, string what)
    {
        image.Indexes.CheckRange(first, count);
        for (uint i = 0; i < count; i++)
        {
            uint number = image.Indexes[first + i].Value;
            if (number >= limit || (i > 0 && image.Indexes[first + i - 1].Value >= number))
            {
                throw new ImageFormatException($"its {what} are out of order");
            }
        }
    }

    private void CheckLinkages(in RawUnit unit)
    {
        image.Linkages.CheckRange(unit.FirstLinkage, unit.LinkageCount);
        for (uint i = 0; i < unit.LinkageCount; i++)
        {
            RawLinkage linkage = image.Linkages[unit.FirstLinkage + i];
            RawLinkage before = i == 0 ? default : image.Linkages[unit.FirstLinkage + i - 1];
            if (image.Dependencies[linkage.Dependency].Image == default
                || (i > 0 && (before.Dependency, before.Unit).CompareTo((linkage.Dependency, linkage.Unit)) >= 0))
            {
                throw new ImageFormatException($"its linkage {unit.FirstLinkage + i} is out of order, or to a dependency without an image");
            }
        }
    }

    private void CheckRuns(in RawUnit unit)
    {
        ulong objects = 0;
        for (uint i = 0; i < unit.MainRunCount; i++)
        {
            ref readonly RawMainRun run = ref image.MainRuns[unit.FirstMainRun + i];
            objects += run.Count;
            bool isListed = run.Kind == MainRunKind.Surrogates;
            for (uint type = 0; type < unit.TypeCount && !isListed; type++)
            {
                isListed = image.Indexes[unit.FirstType + type].Value == run.Type;
            }

            if (!isListed || (i > 0 && image.MainRuns[unit.FirstMainRun + i - 1].Type >= run.Type))
            {
                throw new ImageFormatException($"the type of its main run {unit.FirstMainRun + i} is not listed, or out of order");
            }
        }

        if (objects != unit.ObjectCount)
        {
            throw new ImageFormatException($"it has {unit.ObjectCount} objects, its main runs {objects}");
        }
    }

    private void CheckDelegates(in RawUnit unit)
    {
        for (uint i = 0; i < unit.DelegateCount; i++)
        {
            ref readonly RawDelegate recipe = ref image.Delegates[unit.FirstDelegate + i];
            _ = image.Types[recipe.Type];
            var target = new ReferenceWord(recipe.Target);
            references.Check(target, unit);
            if (recipe.HasParts)
            {
                CheckParts(recipe, target, unit.FirstDelegate + i);
                continue;
            }

            _ = image.Methods[recipe.Method];
            if (target.Tag == ReferenceTag.Delegate && target.Payload >= unit.FirstDelegate + i)
            {
                throw new ImageFormatException($"the target of delegate {unit.FirstDelegate + i} is a later one");
            }
        }
    }

    private void CheckParts(in RawDelegate recipe, ReferenceWord first, uint index)
    {
        for (ulong part = first.Payload; part < index && first.Tag == ReferenceTag.Delegate; part++)
        {
            if (image.Delegates[(uint)part].HasParts || image.Delegates[(uint)part].Type != recipe.Type)
            {
                throw new ImageFormatException($"delegate {index} consists of others than its own");
            }
        }

        if (first.Tag != ReferenceTag.Delegate || first.Payload >= index)
        {
            throw new ImageFormatException($"delegate {index} has neither a method nor parts");
        }
    }

    private void CheckRebuilds(in RawUnit unit)
    {
        for (uint i = 0; i < unit.RebuildCount; i++)
        {
            uint index = unit.FirstRebuild + i;
            ref readonly RawRebuild rebuild = ref image.Rebuilds[index];
            image.RebuildArguments.CheckRange(rebuild.FirstArgument, rebuild.ArgumentCount);
            if (rebuild.FirstArgument != _arguments || rebuild.Ordinal - unit.FirstOrdinal >= unit.ObjectCount || !_rebuilt.Add(rebuild.Ordinal))
            {
                throw new ImageFormatException($"rebuild {index} is out of order, or of an object that the unit does not have");
            }

            _arguments += rebuild.ArgumentCount;
            RebuildCheck.Check(image, references, unit, rebuild);
        }

        for (uint i = 0; i < unit.MainRunCount; i++)
        {
            ref readonly RawMainRun run = ref image.MainRuns[unit.FirstMainRun + i];
            for (uint ordinal = 0; run.Kind >= MainRunKind.Rebuilt && ordinal < run.Count; ordinal++)
            {
                if (!_rebuilt.Contains(run.FirstOrdinal + ordinal))
                {
                    throw new ImageFormatException($"nothing makes the object {run.FirstOrdinal + ordinal}");
                }
            }
        }
    }
}
