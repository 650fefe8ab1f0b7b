using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Decodes the reference words of one unit.</summary>
internal sealed class UnitReferences
{
    private readonly ImageView _image;
    private readonly TypeResolver _types;
    private readonly GlobalResolver _globals;
    private readonly ConstObjects _constants;
    private readonly MainObjects _objects;
    private readonly LinkedUnit[]? _linked;
    private readonly uint _firstRun;
    private readonly uint _runCount;
    private readonly uint _firstDelegate;
    private readonly object?[] _delegates;
    private readonly OffsetSet? _constantsMet = CaptureSession.IsActive ? OffsetSet.Create() : null;

    internal UnitReferences(ImageView image, in RawUnit unit, TypeResolver types, GlobalResolver globals, ConstObjects constants, MainObjects objects, LinkedUnit[]? linked)
    {
        _image = image;
        _types = types;
        _globals = globals;
        _constants = constants;
        _objects = objects;
        _linked = linked;
        (_firstRun, _runCount) = (unit.FirstMainRun, unit.MainRunCount);
        image.Delegates.CheckRange(unit.FirstDelegate, unit.DelegateCount);
        _firstDelegate = unit.FirstDelegate;
        _delegates = new object?[unit.DelegateCount];
    }

    /// <summary>What a word refers to; <see langword="null"/> also where that is not made from its surrogate yet.</summary>
    /// <exception cref="ImageFormatException">It refers to nothing that the unit has.</exception>
    internal object? Resolve(ReferenceWord word)
    {
        switch (word.Tag)
        {
            case ReferenceTag.Null when word.Bits == 0:
                return null;
            case ReferenceTag.Const:
                _constantsMet?.Offsets.Add(word.Payload);
                return _constants.RunAt(word.Payload, out _, out _) is not null && _constants.IsStart(word.Payload)
                    ? _constants.At(word.Payload)
                    : throw new ImageFormatException($"the image is damaged: const object {word.Payload:x}");
            case ReferenceTag.Main:
                return _objects[word.Payload];
            case ReferenceTag.External:
                return Owner(word).Resolve(word.ExternalTarget);
            case ReferenceTag.Global:
                return _globals.Value(word.Payload);
            case ReferenceTag.Type:
                return _types.Resolve(Index(word));
            case ReferenceTag.Method:
                return _types.ResolveMethod(Index(word));
            case ReferenceTag.Delegate:
                return MadeDelegate(Index(word));
            default:
                throw new ImageFormatException($"the image is damaged: reference word {word.Bits:x}");
        }
    }

    /// <summary>Whether what a word refers to cannot be had before an object is made from its surrogate.</summary>
    /// <param name="word">The word.</param>
    /// <param name="ordinal">The object, which is the target of a delegate or what the word refers to itself.</param>
    internal bool Awaits(ReferenceWord word, out ulong ordinal)
    {
        while (word.Tag == ReferenceTag.Delegate && Owns(word) && _delegates[word.Payload - _firstDelegate] is null)
        {
            var target = new ReferenceWord(_image.Delegates[Index(word)].Target);
            word = target.Tag == ReferenceTag.Delegate && target.Payload >= word.Payload ? default : target;
        }

        ordinal = word.Payload;
        return word.Tag == ReferenceTag.Main && Owns(word) && _objects.Objects[ordinal - _objects.FirstOrdinal] is null;
    }

    /// <summary>Whether a main object or a delegate is the unit's own.</summary>
    internal bool Owns(ReferenceWord word) => word.Tag switch
    {
        ReferenceTag.Main => word.Payload - _objects.FirstOrdinal < (ulong)_objects.Objects.Length,
        ReferenceTag.Delegate => word.Payload - _firstDelegate < (ulong)_delegates.Length,
        _ => false,
    };

    /// <summary>The words that refer to objects of the unit. Const objects belong to the units that refer to them, which only a capture asks for.</summary>
    internal IEnumerable<ReferenceWord> OwnWords()
    {
        for (uint i = 0; i < _objects.Objects.Length; i++)
        {
            yield return ReferenceWord.Encode(ReferenceTag.Main, _objects.FirstOrdinal + i);
        }

        for (uint i = 0; i < _delegates.Length; i++)
        {
            yield return ReferenceWord.Encode(ReferenceTag.Delegate, _firstDelegate + i);
        }

        if (_constantsMet is not null)
        {
            foreach (ulong offset in _constantsMet.Offsets)
            {
                yield return ReferenceWord.Encode(ReferenceTag.Const, offset);
            }
        }
    }

    /// <summary>The ordinals of the run that a main object belongs to.</summary>
    /// <returns>The number of its type; <see cref="ImageFormat.None"/> where it belongs to none.</returns>
    internal uint MainRunAt(ulong ordinal, out ulong start, out ulong length)
    {
        for (uint i = 0; i < _runCount; i++)
        {
            ref readonly RawMainRun run = ref _image.MainRuns[_firstRun + i];
            if (ordinal - run.FirstOrdinal < run.Count)
            {
                (start, length) = (run.FirstOrdinal, run.Count);
                return run.Type;
            }
        }

        (start, length) = (0, 0);
        return ImageFormat.None;
    }

    /// <summary>Adds the run that a main object belongs to, as another image refers to it.</summary>
    internal void AddMainRun(uint dependency, ulong ordinal, ExternalRuns runs)
    {
        MainRunAt(ordinal, out ulong start, out ulong length);
        runs.AddMain(ReferenceWord.EncodeExternal(dependency, ReferenceTag.Main, start), length, _objects.Objects, (uint)start - _objects.FirstOrdinal);
    }

    /// <summary>Adds the run that a const object belongs to, as another image refers to it.</summary>
    internal void AddConstRun(uint dependency, ulong offset, ExternalRuns runs)
    {
        _constants.RunAt(offset, out ulong start, out ulong length);
        runs.AddConst(ReferenceWord.EncodeExternal(dependency, ReferenceTag.Const, start), length, _constants, start);
    }

    /// <summary>Adds the run that an external reference leads to, which fits the place.</summary>
    internal void AddExternalRun(ReferenceWord word, ExternalRuns runs) => Owner(word).AddRun(word.ExternalTarget, runs);

    private static uint Index(ReferenceWord word) => word.Payload < uint.MaxValue ? (uint)word.Payload : ImageFormat.None;

    private LinkedUnit Owner(ReferenceWord word)
    {
        uint dependency = word.ExternalDependency;
        ReferenceWord target = word.ExternalTarget;
        for (int i = 0; i < (_linked?.Length ?? 0); i++)
        {
            if (_linked![i].Dependency == dependency && _linked[i].MayOwn(target))
            {
                return _linked[i];
            }
        }

        for (int i = 0; i < (_linked?.Length ?? 0); i++)
        {
            if (_linked![i].Dependency == dependency && !_linked[i].IsAddressable)
            {
                throw new RestoreException($"it refers to objects of {_image.Text(_image.Dependencies[dependency].Name)} that cannot be found any more, because the link manifest of the app says that nothing refers to them: link the app again");
            }
        }

        throw new ImageFormatException($"the image is damaged: reference word {word.Bits:x} to an image that its unit is not linked to");
    }

    private object? MadeDelegate(uint index)
    {
        uint place = index - _firstDelegate;
        if (place >= (uint)_delegates.Length)
        {
            ImageFormatException.ThrowIndex((uint)SectionKind.Delegates, index, _image.Delegates.Count);
        }

        if (_delegates[place] is { } made)
        {
            return made;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        ref readonly RawDelegate recipe = ref _image.Delegates[index];
        var target = new ReferenceWord(recipe.Target);
        if (recipe.HasParts)
        {
            return _delegates[place] = Combined(recipe, target, index);
        }

        Type type = _types.Resolve(recipe.Type);
        if (type.ContainsGenericParameters || !typeof(Delegate).IsAssignableFrom(type))
        {
            ImageFormatException.Throw($"a delegate of the type {type}");
        }

        if (target.Tag == ReferenceTag.Delegate && Index(target) >= index)
        {
            ImageFormatException.Throw("a delegate whose target is a later delegate");
        }

        object? instance = Resolve(target);
        if (instance is null && target.Bits != 0)
        {
            return null;
        }

        return _delegates[place] = DelegateBinding.IsSupported && _types.TryResolveOrdinaryMethod(recipe.Method, out RuntimeMethodHandle method)
            ? DelegateBinding.Bind(type, instance, method) ?? throw Misfit(type, recipe.Method)
            : Reflected(type, instance, recipe.Method);
    }

    // Apart: what a method of reflection needs is loaded before it runs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Delegate Reflected(Type type, object? target, uint method) =>
        Delegate.CreateDelegate(type, target, _types.ResolveMethod(method), throwOnBindFailure: false) ?? throw Misfit(type, method);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ImageFormatException Misfit(Type type, uint method) =>
        new($"the image is damaged: the delegate {type} of {_types.ResolveMethod(method)}");

    private Delegate? Combined(in RawDelegate recipe, ReferenceWord first, uint index)
    {
        if (first.Tag != ReferenceTag.Delegate || first.Payload < _firstDelegate || first.Payload >= index)
        {
            ImageFormatException.Throw("a delegate without its parts");
        }

        var parts = new Delegate[index - recipe.FirstPart];
        for (uint i = 0; i < parts.Length; i++)
        {
            ref readonly RawDelegate part = ref _image.Delegates[recipe.FirstPart + i];
            if (part.HasParts || part.Type != recipe.Type)
            {
                ImageFormatException.Throw("a delegate with parts of another type");
            }

            if (MadeDelegate(recipe.FirstPart + i) is not Delegate made)
            {
                return null;
            }

            parts[i] = made;
        }

        return Delegate.Combine(parts);
    }

    // Apart: naming the set loads its assembly, and only a capture needs one.
    private sealed class OffsetSet
    {
        internal HashSet<ulong> Offsets { get; } = [];

        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static OffsetSet Create() => new();
    }
}
