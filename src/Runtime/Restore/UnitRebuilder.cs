using System.Runtime.CompilerServices;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Makes again, in place and in order, what a unit could not place. Runs foreign code: hash functions, comparers, surrogates.</summary>
internal sealed class UnitRebuilder
{
    private const uint RegexArguments = 3;

    /// <summary>The surrogate, and the class that makes the object from it.</summary>
    internal const uint SurrogateArguments = 2;

    private readonly ImageView _image;
    private readonly RawUnit _unit;
    private readonly UnitReferences _references;
    private readonly object?[] _begun;
    private ByType<HashTablePreparation>? _hashTables;
    private ByType<ObjectConstruction>? _constructions;

    /// <summary>Begins what needs none of the unit's objects.</summary>
    internal static UnitRebuilder Begin(ImageView image, in RawUnit unit, TypeResolver types, UnitReferences references) => new(image, unit, types, references);

    private UnitRebuilder(ImageView image, in RawUnit unit, TypeResolver types, UnitReferences references)
    {
        _image = image;
        _unit = unit;
        _references = references;
        _begun = new object?[unit.RebuildCount];
        image.Rebuilds.CheckRange(unit.FirstRebuild, unit.RebuildCount);
        for (uint i = 0; i < unit.RebuildCount; i++)
        {
            ref readonly RawRebuild rebuild = ref image.Rebuilds[unit.FirstRebuild + i];
            image.RebuildArguments.CheckRange(rebuild.FirstArgument, rebuild.ArgumentCount);
        }

        if (image.Header.FileLength >= SecondThread.WorthFrom)
        {
            PrepareHashTables(types);
        }
    }

    /// <summary>Begins what needs the unit's const objects.</summary>
    internal void BeginRegexes()
    {
        for (uint i = 0; i < _begun.Length; i++)
        {
            ref readonly RawRebuild rebuild = ref _image.Rebuilds[_unit.FirstRebuild + i];
            if (rebuild.Kind == RebuildKind.Regex && rebuild.ArgumentCount == RegexArguments)
            {
                _begun[i] = RegexConstruction.Begin(_image, rebuild.FirstArgument, _references);
            }
        }
    }

    /// <param name="objects">The unit's objects.</param>
    /// <param name="arrays">Those of its arrays that are not filled yet: as soon as something needs them, they are.</param>
    /// <param name="surrogates">Makes those that surrogates stand for.</param>
    internal void Rebuild(MainObjects objects, LargeArrays arrays, SurrogateObjects? surrogates)
    {
        // Whoever is made again twice stands in the place of another, who is left as it is.
        ulong[] isRebuilt = new ulong[(_unit.ObjectCount + 63) / 64];
        bool hasRegex = false;
        ShareArrays(objects, arrays);
        for (uint i = 0; i < _begun.Length; i++)
        {
            ref readonly RawRebuild rebuild = ref _image.Rebuilds[_unit.FirstRebuild + i];
            if (rebuild.Kind != RebuildKind.HashTable)
            {
                arrays.Finish();
            }

            if (rebuild.Kind == RebuildKind.Surrogate && rebuild.ArgumentCount == SurrogateArguments && surrogates is not null)
            {
                surrogates.Make(rebuild, Argument(rebuild, 0));
                continue;
            }

            object instance = objects[rebuild.Ordinal] ?? throw new ImageFormatException($"the image is damaged: rebuild {_unit.FirstRebuild + i}");
            uint place = rebuild.Ordinal - _unit.FirstOrdinal;
            if ((isRebuilt[place / 64] >> (int)(place % 64) & 1) != 0)
            {
                ImageFormatException.Throw($"two rebuilds of object {rebuild.Ordinal}");
            }

            isRebuilt[place / 64] |= 1UL << (int)(place % 64);
            switch (rebuild.Kind)
            {
                case RebuildKind.HashTable:
                    HashTable(instance.GetType()).Rebuilder.Rebuild(instance, arrays);
                    break;
                case RebuildKind.Lookup:
                    LookupRebuilder.Rebuild(instance);
                    break;
                case RebuildKind.Constructed when rebuild.ArgumentCount == ObjectConstruction.ArgumentCount:
                    Construction(instance.GetType()).Rebuild(instance, new ConstructionArguments(Argument(rebuild, 0), Argument(rebuild, 1), Argument(rebuild, 2), Argument(rebuild, 3)));
                    break;
                case RebuildKind.Array when rebuild.ArgumentCount > 0:
                    ArrayConstruction.Copy(Argument(rebuild, 0), instance);
                    break;
                case RebuildKind.Regex when _begun[i] is not null:
                    CompleteRegex(_begun[i]!, instance);
                    hasRegex = true;
                    break;
                default:
                    throw new ImageFormatException($"the image is damaged: rebuild {_unit.FirstRebuild + i}");
            }
        }

        if (hasRegex)
        {
            CompileLater();
        }
    }

    // Those of tables in the order in which they are made again.
    private void ShareArrays(MainObjects objects, LargeArrays arrays)
    {
        for (uint i = 0; i < _begun.Length && arrays.HasAny; i++)
        {
            ref readonly RawRebuild rebuild = ref _image.Rebuilds[_unit.FirstRebuild + i];
            if (rebuild.Kind == RebuildKind.HashTable && objects[rebuild.Ordinal] is { } table)
            {
                arrays.ShareThoseOf(table);
            }
        }

        arrays.ShareRest();
    }

    private void PrepareHashTables(TypeResolver types)
    {
        ulong start = 0;
        ulong length = 0;
        for (uint i = 0; i < _unit.RebuildCount; i++)
        {
            // Tables of a type lie behind each other.
            ref readonly RawRebuild rebuild = ref _image.Rebuilds[_unit.FirstRebuild + i];
            if (rebuild.Kind == RebuildKind.HashTable && rebuild.Ordinal - start >= length)
            {
                uint type = _references.MainRunAt(rebuild.Ordinal, out start, out length);
                if (type != ImageFormat.None)
                {
                    HashTable(types.Resolve(type)).Begin();
                }
            }
        }
    }

    // Few units have both kinds: each loads its types where it is used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private HashTablePreparation HashTable(Type type) => (_hashTables ??= new(static type => new HashTablePreparation(type))).Of(type);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ObjectConstruction Construction(Type type) => (_constructions ??= new(ObjectConstruction.Of)).Of(type);

    private object? Argument(in RawRebuild rebuild, uint index) =>
        _references.Resolve(new ReferenceWord(_image.RebuildArguments[rebuild.FirstArgument + index].Bits));

    private static void CompleteRegex(object construction, object instance) => ((RegexConstruction)construction).CopyTo(instance);

    private void CompileLater()
    {
        RegexConstruction[] later = [];
        foreach (object? begun in _begun)
        {
            if (begun is RegexConstruction { IsCompiledLater: true } construction)
            {
                later = [.. later, construction];
            }
        }

        if (later.Length > 0)
        {
            RegexTiering.Start(later);
        }
    }
}
