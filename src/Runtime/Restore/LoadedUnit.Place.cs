using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Servicing;

namespace Imaging.Restore;

internal sealed partial class LoadedUnit
{
    private object?[] ValuesOfRoots(UnitReferences references)
    {
        ImageView view = image.View;
        var values = new object?[view.Roots.Count];
        for (uint i = 0; i < view.Roots.Count; i++)
        {
            if (view.Roots[i].Unit == index)
            {
                values[i] = references.Resolve(new ReferenceWord(view.Roots[i].Value));
            }
        }

        return values;
    }

    private UnitReferences Place()
    {
        ref readonly RawUnit unit = ref image.View.Units[index];
        CheckEdges();
        LinkedUnit[]? linked = unit.LinkageCount == 0 ? null : image.Linked.Restore(unit);
        ImageView view = image.View;
        view.Indexes.CheckRange(unit.FirstType, unit.TypeCount);
        view.Indexes.CheckRange(unit.FirstGlobal, unit.GlobalCount);
        for (uint i = 0; i < unit.TypeCount; i++)
        {
            uint type = view.Indexes[unit.FirstType + i].Value;
            RunStaticConstructors(image.Types.ResolveWithObjects(type));
        }

        var objects = new MainObjects(view, unit);
        var references = new UnitReferences(view, unit, image.Types, image.Globals, image.Constants, objects, linked);
        ConstPlacement? placement = image.Constants.AreFrozen && view.ConstLength >= SecondThread.WorthFrom ? BeginConstants(unit) : null;

        UnitRebuilder? rebuilder;
        try
        {
            rebuilder = unit.RebuildCount == 0 ? null : UnitRebuilder.Begin(view, unit, image.Types, references);
            for (uint i = 0; i < unit.GlobalCount; i++)
            {
                image.Globals.Find(view.Indexes[unit.FirstGlobal + i].Value);
            }

            if (image.Dependencies.HasOtherBuild)
            {
                OtherFramework.CheckUnit(view, unit, image.Types);
            }
        }
        catch
        {
            // The image is given back when the unit is given up.
            placement?.Abandon();
            throw;
        }

        if (placement is null)
        {
            image.PlaceConstants(unit);
        }
        else
        {
            placement.Finish();
        }

        rebuilder?.BeginRegexes();
        MainRun[] runs = new MainAllocator(view, image.Constants, image.Globals, objects).Allocate(unit, image.Types);
        SurrogateObjects? surrogates = runs.Length == unit.MainRunCount ? null : SurrogateObjects.Of(view, unit, runs, image.Types, objects, references);
        var arrays = new LargeArrays(image.Pieces, areOrdered: rebuilder is not null);
        try
        {
            new UnitFiller(view, image.Constants, objects, references).Fill(runs, arrays);
            rebuilder?.Rebuild(objects, arrays, surrogates);
            surrogates?.RequireAll();
            arrays.Finish();
        }
        catch
        {
            arrays.Abandon();
            throw;
        }

        return references;
    }

    // Apart: small units need not load the type.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ConstPlacement BeginConstants(in RawUnit unit)
    {
        var placement = new ConstPlacement(image, unit);
        SecondThread.Share(placement);
        return placement;
    }

    // An object placed by its method-table word does not run what constructing one would have run: static constructors that
    // must run first, of its type and of its bases.
    private static void RunStaticConstructors(Type type)
    {
        if (type.IsArray)
        {
            return;
        }

        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            if ((level.Attributes & TypeAttributes.BeforeFieldInit) == 0)
            {
                RunStaticConstructor(level);
            }
        }
    }

    private static void RunStaticConstructor(Type type)
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
        catch (TypeInitializationException exception)
        {
            throw new RestoreException($"the static constructor of {type} failed: {exception.InnerException?.Message}");
        }
    }
}
