using System.Runtime.CompilerServices;
using Imaging.Files;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>The main objects of one unit: allocated, not yet filled.</summary>
internal sealed unsafe class MainObjects
{
    private readonly ImageView _image;
    private readonly object[] _objects;
    private readonly uint _first;

    /// <exception cref="ImageFormatException">The unit's runs are damaged.</exception>
    internal MainObjects(ImageView image, in RawUnit unit, TypeResolver types)
    {
        _image = image;
        _first = unit.FirstOrdinal;
        image.MainRuns.CheckRange(unit.FirstMainRun, unit.MainRunCount);
        CheckCounts(image, unit);
        _objects = new object[unit.ObjectCount];
        for (uint i = 0; i < unit.MainRunCount; i++)
        {
            ref readonly RawMainRun run = ref image.MainRuns[unit.FirstMainRun + i];
            Type type = types.ResolveWithObjects(run.Type);
            if (run.Kind == MainRunKind.Arrays)
            {
                AllocateArrays(run, type);
            }
            else
            {
                AllocateInstances(run, type);
            }
        }
    }

    internal uint FirstOrdinal => _first;

    internal uint Count => (uint)_objects.Length;

    /// <summary>The object with an ordinal.</summary>
    /// <exception cref="ImageFormatException">It belongs to another unit, or to none.</exception>
    internal object this[ulong ordinal]
    {
        get
        {
            ulong index = ordinal - _first;
            return index < (ulong)_objects.Length ? _objects[index] : throw new ImageFormatException($"the image is damaged: main object {ordinal}");
        }
    }

    internal object[] Objects => _objects;

    // The sum is compared before anything is allocated: a forged count may not exhaust memory.
    private static void CheckCounts(ImageView image, in RawUnit unit)
    {
        ulong next = unit.FirstOrdinal;
        for (uint i = 0; i < unit.MainRunCount; i++)
        {
            ref readonly RawMainRun run = ref image.MainRuns[unit.FirstMainRun + i];
            if (run.FirstOrdinal != next
                || run.Offset > image.MainLength
                || run.Length > image.MainLength - run.Offset
                || (run.Kind != MainRunKind.Rebuilt && (ulong)run.Count * sizeof(ulong) > run.Length)
                || (run.Kind == MainRunKind.Rebuilt && run.Count > unit.RebuildCount)
                || run.Kind > MainRunKind.Rebuilt
                || run.Offset % ImageFormat.Alignment != 0)
            {
                ImageFormatException.Throw($"main run {unit.FirstMainRun + i}");
            }

            next += run.Count;
        }

        if (next != (ulong)unit.FirstOrdinal + unit.ObjectCount)
        {
            ImageFormatException.Throw("the object count of a unit");
        }
    }

    private void AllocateInstances(in RawMainRun run, Type type)
    {
        MethodTableFacts facts = MethodTableFacts.Of(type);
        if (facts.HasComponents
            || (run.Kind == MainRunKind.Fields && (ulong)run.Count * (ulong)facts.FieldBytes != run.Length))
        {
            ImageFormatException.Throw($"the main objects of {type}");
        }

        uint at = run.FirstOrdinal - _first;
        uint end = at + run.Count;
        if (facts.BaseSize > ObjectPrototype.MaxBytes)
        {
            while (at < end)
            {
                _objects[at++] = RuntimeHelpers.GetUninitializedObject(type);
            }

            return;
        }

        byte* prototype = stackalloc byte[(int)ObjectPrototype.MaxBytes];
        ObjectPrototype.Begin(prototype, facts);
        while (at < end)
        {
            _objects[at++] = ObjectPrototype.Copy(prototype);
        }
    }

    private void AllocateArrays(in RawMainRun run, Type type)
    {
        MethodTableFacts facts = MethodTableFacts.Of(type);
        if (!type.IsSZArray)
        {
            ImageFormatException.Throw($"arrays of {type}");
        }

        ulong at = run.Offset;
        ulong end = run.Offset + run.Length;
        for (uint i = 0; i < run.Count; i++)
        {
            ulong length = end - at >= sizeof(ulong) ? *(ulong*)(_image.Main + at) : ulong.MaxValue;
            if (length > int.MaxValue || length * facts.ComponentSize > end - at - sizeof(ulong))
            {
                ImageFormatException.Throw($"the length of an array of {type}");
            }

            Array array = Array.CreateInstanceFromArrayType(type, (int)length);
            ulong bytes = length * facts.ComponentSize;
            if (bytes >= LargePages.Size)
            {
                LargePages.Advise((byte*)Unsafe.AsPointer(ref MethodTableFacts.ElementsOf(array)), (nuint)bytes);
            }

            _objects[run.FirstOrdinal - _first + i] = array;
            at += sizeof(ulong) + (ulong)ImageFormat.Align((long)(length * facts.ComponentSize));
        }

        if (at != end)
        {
            ImageFormatException.Throw($"the arrays of {type} do not fill their run");
        }
    }
}
