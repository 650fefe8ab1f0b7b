using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// The const section placed in memory: run by run, each as a frozen segment, or copied to the heap where the
/// collector takes none or the types can be unloaded.
/// </summary>
internal sealed unsafe class ConstObjects
{
    private const int HeaderBytes = 8;
    private const int StringFixedBytes = 22;

    // A smaller section is copied sooner than the collector's entry point is found.
    private const nuint FreezeFrom = 32 << 10;

    private readonly ImageView _image;
    private readonly ImageMemory _memory;
    private readonly bool _onHeap;
    private readonly Type?[] _types;
    private readonly ulong[] _starts;
    private readonly object?[]? _heapObjects;

    /// <param name="file">The image.</param>
    /// <param name="mayFreeze">Whether frozen segments may hold objects of the package's types.</param>
    internal ConstObjects(ImageFile file, bool mayFreeze)
    {
        bool onHeap = !mayFreeze || file.Constants.Length < FreezeFrom || !FrozenSegments.IsSupported;
        _image = file.View;
        _memory = file.Constants;
        _onHeap = onHeap;
        _types = new Type?[_image.ConstRuns.Count];
        _starts = new ulong[(_image.ConstLength / 8 / 64) + 1];
        _heapObjects = onHeap ? new object?[(_image.ConstLength / 8) + 1] : null;
    }

    /// <summary>Whether const objects are in the memory that the image was read into.</summary>
    internal bool AreFrozen => !_onHeap;

    /// <summary>Address of the word before the first object.</summary>
    internal byte* Start => _memory.Start;

    /// <summary>Places the objects of a type, once.</summary>
    /// <exception cref="ImageFormatException">The run is damaged.</exception>
    internal void Place(uint typeIndex, Type type)
    {
        for (uint i = 0; i < _image.ConstRuns.Count; i++)
        {
            ref readonly RawConstRun run = ref _image.ConstRuns[i];
            if (run.Type == typeIndex && _types[i] is null)
            {
                Place(run, type);
                _types[i] = type;
            }
        }
    }

    /// <summary>The run that an offset lies in, if its type was placed.</summary>
    internal Type? RunAt(ulong offset, out ulong start, out ulong length)
    {
        for (uint i = 0; i < _image.ConstRuns.Count; i++)
        {
            ref readonly RawConstRun run = ref _image.ConstRuns[i];
            if (offset - run.Offset < run.Length)
            {
                (start, length) = (run.Offset, run.Length);
                return _types[i];
            }
        }

        (start, length) = (0, 0);
        return null;
    }

    /// <summary>Whether an object's header lies at an offset inside the section.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsStart(ulong offset) => (offset & 7) == 0 && (_starts[offset >> 9] & (1UL << (int)(offset >> 3))) != 0;

    /// <summary>The object whose header lies at an offset.</summary>
    internal object At(ulong offset)
    {
        if (_heapObjects is not null)
        {
            return _heapObjects[offset >> 3]!;
        }

        byte* address = _memory.Start + offset + HeaderBytes;
        return Unsafe.As<IntPtr, object>(ref *(IntPtr*)&address);
    }

    private void Place(in RawConstRun run, Type type)
    {
        MethodTableFacts facts = MethodTableFacts.Of(type);
        ulong end = run.Offset + run.Length;
        if (facts.ContainsReferences || end < run.Offset || end > _image.ConstLength || (run.Offset & 7) != 0 || (run.Length & 7) != 0)
        {
            ImageFormatException.Throw($"the const objects of {type}");
        }

        // Frozen memory is written here, before the collector knows of it, and never again.
        ulong offset = run.Offset;
        for (uint i = 0; i < run.Count; i++)
        {
            ulong size = Measure(offset, end, facts, type);
            byte* header = _memory.Start + offset;
            *(ulong*)header = 0;
            *(nint*)(header + HeaderBytes) = facts.Address;
            _starts[offset >> 9] |= 1UL << (int)(offset >> 3);
            if (_onHeap)
            {
                _heapObjects![offset >> 3] = CopyToHeap(header + HeaderBytes, type, facts);
            }

            offset += size;
        }

        if (offset != end)
        {
            ImageFormatException.Throw($"the const objects of {type} do not fill their run");
        }

        if (!_onHeap && run.Length > 0 && !FrozenSegments.Register(_memory.Start + run.Offset, (nuint)run.Length))
        {
            throw new RestoreException("the garbage collector took no frozen segment");
        }
    }

    private ulong Measure(ulong offset, ulong end, in MethodTableFacts facts, Type type)
    {
        ulong size = facts.BaseSize;
        if (end - offset < size)
        {
            ImageFormatException.Throw($"an object of {type} outside its run");
        }

        if (facts.HasComponents)
        {
            byte* length = _memory.Start + offset + (2 * HeaderBytes);
            bool isString = type == typeof(string);
            uint count = *(uint*)length;
            if (count > int.MaxValue || (!isString && *(uint*)(length + 4) != 0))
            {
                ImageFormatException.Throw($"the length of an object of {type}");
            }

            size += (ulong)count * facts.ComponentSize;
            if (end - offset < size)
            {
                ImageFormatException.Throw($"an object of {type} outside its run");
            }

            if (isString && *(char*)(_memory.Start + offset + StringFixedBytes - sizeof(char) + (count * sizeof(char))) != 0)
            {
                ImageFormatException.Throw("a string without its terminator");
            }
        }

        size = (ulong)ImageFormat.Align((long)size);
        return end - offset >= size ? size : throw new ImageFormatException($"the image is damaged: an object of {type} outside its run");
    }

    private static object CopyToHeap(byte* source, Type type, in MethodTableFacts facts)
    {
        byte* fields = source + sizeof(nint);
        if (type == typeof(string))
        {
            return new string((char*)(fields + sizeof(int)), 0, *(int*)fields);
        }

        if (!facts.HasComponents)
        {
            object instance = RuntimeHelpers.GetUninitializedObject(type);
            Unsafe.CopyBlockUnaligned(ref MethodTableFacts.FieldsOf(instance), ref *fields, (uint)facts.FieldBytes);
            return instance;
        }

        int length = *(int*)fields;
        Array array = Array.CreateInstanceFromArrayType(type, length);
        byte* elements = fields + sizeof(nint);
        ref byte target = ref MethodTableFacts.ElementsOf(array);
        for (ulong at = 0, total = (ulong)length * facts.ComponentSize; at < total;)
        {
            uint part = (uint)Math.Min(total - at, 1 << 30);
            Unsafe.CopyBlockUnaligned(ref Unsafe.AddByteOffset(ref target, (nint)at), ref elements[at], part);
            at += part;
        }

        return array;
    }
}
