using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// The objects of a unit that surrogates stand for: made in the order of the rebuilds, by code of packages. Until then the
/// places that refer to them hold null; they get them as soon as they are made.
/// </summary>
internal sealed unsafe class SurrogateObjects
{
    private readonly ImageView _image;
    private readonly RawUnit _unit;
    private readonly TypeResolver _types;
    private readonly MainObjects _objects;
    private readonly UnitReferences _references;
    private readonly Place?[] _places;
    private readonly ByType<ISurrogate> _surrogates = new(Create);

    private SurrogateObjects(ImageView image, in RawUnit unit, TypeResolver types, MainObjects objects, UnitReferences references)
    {
        (_image, _unit, _types, _objects, _references) = (image, unit, types, objects, references);
        _places = new Place?[unit.ObjectCount];
    }

    /// <summary>Those of a unit that has some.</summary>
    /// <param name="image">The image.</param>
    /// <param name="unit">The unit, of which everything else is allocated, and nothing filled: that decodes words in place.</param>
    /// <param name="runs">Its other objects.</param>
    /// <param name="types">The image's types.</param>
    /// <param name="objects">The unit's objects.</param>
    /// <param name="references">The unit's references.</param>
    internal static SurrogateObjects Of(ImageView image, in RawUnit unit, MainRun[] runs, TypeResolver types, MainObjects objects, UnitReferences references)
    {
        var surrogates = new SurrogateObjects(image, unit, types, objects, references);
        foreach (MainRun run in runs)
        {
            surrogates.FindPlaces(run);
        }

        return surrogates;
    }

    /// <summary>Makes an object. Runs foreign code: the surrogate's class.</summary>
    /// <param name="rebuild">How.</param>
    /// <param name="surrogate">What it is made from.</param>
    /// <exception cref="RestoreException">The class failed, or made an object of another type.</exception>
    internal void Make(in RawRebuild rebuild, object? surrogate)
    {
        ulong at = (ulong)rebuild.Ordinal - _objects.FirstOrdinal;
        if (at >= (ulong)_places.Length || _objects.Objects[at] is not null)
        {
            ImageFormatException.Throw($"a surrogate of main object {rebuild.Ordinal}");
        }

        Type type = _types.Resolve(TypeOf(rebuild.Ordinal));
        ulong by = _image.RebuildArguments[rebuild.FirstArgument + 1].Bits;
        object? made = Restore(_types.Resolve(by < uint.MaxValue ? (uint)by : ImageFormat.None), surrogate);
        if (made?.GetType() != type)
        {
            throw new RestoreException($"the surrogate of {type} made {(made is null ? "nothing" : $"a {made.GetType()}")}");
        }

        _objects.Objects[at] = made;
        for (Place? place = _places[at]; place is not null;)
        {
            Place? next = place.Next;
            Complete(place);
            place = next;
        }

        _places[at] = null;
    }

    /// <exception cref="ImageFormatException">An object was not made.</exception>
    internal void RequireAll()
    {
        foreach (object made in _objects.Objects)
        {
            if (made is null)
            {
                ImageFormatException.Throw("an object without a surrogate");
            }
        }
    }

    private object? Restore(Type by, object? surrogate)
    {
        try
        {
            return _surrogates.Of(by).Restore(surrogate);
        }
        catch (Exception exception) when (exception is not (ImageRejectedException or ImageFormatException))
        {
            Exception cause = exception is TypeInitializationException or System.Reflection.TargetInvocationException ? exception.InnerException ?? exception : exception;
            throw new RestoreException($"the surrogate {by} failed with {cause.GetType().Name}: {cause.Message}");
        }
    }

    private static ISurrogate Create(Type type) =>
        typeof(ISurrogate).IsAssignableFrom(type) && !type.IsAbstract && !type.ContainsGenericParameters
            ? (ISurrogate)Activator.CreateInstance(type, nonPublic: true)!
            : throw new ImageFormatException($"the image is damaged: {type} is no surrogate");

    private uint TypeOf(uint ordinal)
    {
        for (uint i = 0; i < _unit.MainRunCount; i++)
        {
            ref readonly RawMainRun run = ref _image.MainRuns[_unit.FirstMainRun + i];
            if (run.Kind == MainRunKind.Surrogates && ordinal - run.FirstOrdinal < run.Count)
            {
                return run.Type;
            }
        }

        throw new ImageFormatException($"the image is damaged: a surrogate of main object {ordinal}");
    }

    private void FindPlaces(MainRun run)
    {
        SlotCheck[] slots = run.Slots();
        if (slots.Length == 0 || run.Raw.Kind == MainRunKind.Rebuilt)
        {
            return;
        }

        byte* source = _image.Main + run.Raw.Offset;
        int size = run.ItemBytes;
        uint first = run.Raw.FirstOrdinal - _objects.FirstOrdinal;
        for (uint i = 0; i < run.Raw.Count; i++)
        {
            object holder = _objects.Objects[first + i];
            long count = 1;
            if (run.Raw.Kind == MainRunKind.Arrays)
            {
                count = *(long*)source;
                source += sizeof(long);
            }

            for (long element = 0; element < count; element++)
            {
                FindPlaces(holder, source + (element * size), (nint)element * size, slots);
            }

            source += ImageFormat.Align(count * size);
        }
    }

    private void FindPlaces(object holder, byte* source, nint offset, SlotCheck[] slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            var word = new ReferenceWord(*(ulong*)(source + slots[i].Offset));
            if (_references.Awaits(word, out ulong ordinal))
            {
                Await(new Place(holder, offset + slots[i].Offset, slots[i], word), ordinal);
            }
        }
    }

    private void Await(Place place, ulong ordinal)
    {
        ref Place? first = ref _places[ordinal - _objects.FirstOrdinal];
        (place.Next, first) = (first, place);
    }

    private void Complete(Place place)
    {
        // A delegate may call methods of several such objects.
        if (_references.Awaits(place.Word, out ulong ordinal))
        {
            Await(place, ordinal);
            return;
        }

        object? value = _references.Resolve(place.Word);
        place.Check.RequireFits(value);
        ref byte start = ref place.Holder is Array ? ref MethodTableFacts.ElementsOf(place.Holder) : ref MethodTableFacts.FieldsOf(place.Holder);
        Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref start, place.Offset)) = value;
    }

    /// <summary>A place for a reference that cannot be filled yet.</summary>
    private sealed class Place(object holder, nint offset, SlotCheck check, ReferenceWord word)
    {
        internal object Holder { get; } = holder;

        internal nint Offset { get; } = offset;

        internal SlotCheck Check { get; } = check;

        internal ReferenceWord Word { get; } = word;

        internal Place? Next { get; set; }
    }
}
