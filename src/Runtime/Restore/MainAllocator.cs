using System.Runtime.CompilerServices;
using Imaging.Files;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>Allocates the main objects of a unit.</summary>
internal sealed unsafe class MainAllocator(ImageView image, ConstObjects constants, GlobalResolver globals, MainObjects objects)
{
    /// <returns>The unit's runs, but for those of objects that are made from surrogates.</returns>
    /// <exception cref="ImageFormatException">The unit's runs are damaged.</exception>
    internal MainRun[] Allocate(in RawUnit unit, TypeResolver types)
    {
        MainRun[] runs = Runs(unit, types);

        // First: large arrays make the collector run, which marks what there is of the unit by then.
        foreach (MainRun run in runs)
        {
            if (run.Raw.Kind == MainRunKind.Arrays)
            {
                AllocateArrays(run);
            }
        }

        foreach (MainRun run in runs)
        {
            switch (run.Raw.Kind)
            {
                case MainRunKind.Arrays:
                    break;
                case MainRunKind.Rebuilt:
                    AllocateRebuilt(unit, run);
                    break;
                default:
                    AllocateInstances(run);
                    break;
            }
        }

        return runs;
    }

    private MainRun[] Runs(in RawUnit unit, TypeResolver types)
    {
        var runs = new MainRun[CountAllocated(unit)];
        int next = 0;
        for (uint i = 0; i < unit.MainRunCount; i++)
        {
            ref readonly RawMainRun raw = ref image.MainRuns[unit.FirstMainRun + i];
            if (raw.Kind != MainRunKind.Surrogates)
            {
                runs[next++] = new MainRun(raw, types.ResolveWithObjects(raw.Type));
            }
        }

        return runs;
    }

    private uint CountAllocated(in RawUnit unit)
    {
        uint count = 0;
        for (uint i = 0; i < unit.MainRunCount; i++)
        {
            count += image.MainRuns[unit.FirstMainRun + i].Kind == MainRunKind.Surrogates ? 0u : 1u;
        }

        return count;
    }

    private void AllocateRebuilt(in RawUnit unit, MainRun run)
    {
        uint first = run.Raw.FirstOrdinal - objects.FirstOrdinal;
        if (run.Facts.HasComponents)
        {
            AllocateBounded(unit, run);
        }

        for (uint i = 0; i < run.Raw.Count; i++)
        {
            objects.Objects[first + i] ??= run.Facts.HasComponents ? throw new ImageFormatException($"the image is damaged: a {run.Type} without bounds") : ObjectAllocation.New(run.Type);
        }
    }

    // Arrays with bounds of their own: a rebuild has them.
    private void AllocateBounded(in RawUnit unit, MainRun run)
    {
        if (!run.Type.IsArray || run.Type.IsSZArray)
        {
            ImageFormatException.Throw($"the main objects of {run.Type}");
        }

        image.Rebuilds.CheckRange(unit.FirstRebuild, unit.RebuildCount);
        for (uint i = 0; i < unit.RebuildCount; i++)
        {
            ref readonly RawRebuild rebuild = ref image.Rebuilds[unit.FirstRebuild + i];
            if (rebuild.Kind == RebuildKind.Array && rebuild.Ordinal - run.Raw.FirstOrdinal < run.Raw.Count)
            {
                objects.Objects[rebuild.Ordinal - objects.FirstOrdinal] = ArrayConstruction.Allocate(image, rebuild, run.Type);
            }
        }
    }

    private void AllocateInstances(MainRun run)
    {
        if (run.Facts.HasComponents || (ulong)run.Raw.Count * (ulong)run.ItemBytes != run.Raw.Length)
        {
            ImageFormatException.Throw($"the main objects of {run.Type}");
        }

        var work = new InstanceRun(image, constants, globals, objects, run);
        if (run.Raw.Length >= SecondThread.WorthFrom)
        {
            run.FindDeclaredTypes();
            SecondThread.Share(work);
        }

        work.Finish();
    }

    private void AllocateArrays(MainRun run)
    {
        if (!run.Type.IsSZArray)
        {
            ImageFormatException.Throw($"arrays of {run.Type}");
        }

        ulong at = run.Raw.Offset;
        ulong end = at + run.Raw.Length;
        for (uint i = 0; i < run.Raw.Count; i++)
        {
            ulong length = end - at >= sizeof(ulong) ? *(ulong*)(image.Main + at) : ulong.MaxValue;
            if (length > int.MaxValue || length * (uint)run.ItemBytes > end - at - sizeof(ulong))
            {
                ImageFormatException.Throw($"the length of an array of {run.Type}");
            }

            Array array = Array.CreateInstanceFromArrayType(run.Type, (int)length);
            ulong bytes = length * (uint)run.ItemBytes;
            if (bytes >= LargePages.Size)
            {
                LargePages.Advise((byte*)Unsafe.AsPointer(ref MethodTableFacts.ElementsOf(array)), (nuint)bytes);
            }

            objects.Objects[run.Raw.FirstOrdinal - objects.FirstOrdinal + i] = array;
            at += sizeof(ulong) + (ulong)ImageFormat.Align((long)bytes);
        }

        if (at != end)
        {
            ImageFormatException.Throw($"the arrays of {run.Type} do not fill their run");
        }
    }
}
