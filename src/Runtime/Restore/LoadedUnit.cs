using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Imaging.Format;
using Imaging.Servicing;

namespace Imaging.Restore;

/// <summary>A unit of a loaded image: restored, given up, or not yet asked for.</summary>
internal sealed class LoadedUnit(LoadedImage image, uint index)
{
    // The package itself, and the core library.
    private const uint EdgesOfAll = 2;

    // A smaller table is not worth a look at the link manifest.
    private const uint ManyObjects = 8 << 10;

    private object?[]? _values;
    private UnitReferences? _references;
    private string? _givenUp;
    private volatile bool _isLinked;
    private volatile bool _isBeingRestored;

    /// <summary>Nothing of the unit is being placed, or will be.</summary>
    internal bool IsFinished { get; private set; }

    /// <summary>The value of one of the unit's roots.</summary>
    /// <param name="root">The root's number in the image.</param>
    /// <param name="value">The value.</param>
    /// <param name="reason">Why the unit was given up.</param>
    /// <returns><see langword="false"/> where the unit was given up.</returns>
    internal bool TryGet(uint root, out object? value, out string reason)
    {
        bool isRestored = TryRestore(out reason);
        value = _values?[root];
        return isRestored;
    }

    /// <summary>Restores the unit for one of another image, which may refer to its objects.</summary>
    /// <param name="references">Finds its objects; <see langword="null"/> where nothing was to refer to them.</param>
    /// <param name="reason">Why the unit was given up.</param>
    /// <returns><see langword="false"/> where it was.</returns>
    internal bool TryLink(out UnitReferences? references, out string reason)
    {
        _isLinked = true;
        bool isRestored = TryRestore(out reason);
        references = _references;
        return isRestored;
    }

    /// <summary>Makes the unit's roots use their builders, unless it was restored before.</summary>
    /// <returns><see langword="false"/> where it was.</returns>
    internal bool GiveUp(string reason)
    {
        lock (this)
        {
            if (_values is null)
            {
                _givenUp ??= reason;
            }

            return _values is null;
        }
    }

    private bool TryRestore(out string reason)
    {
        if (_isBeingRestored)
        {
            image.HelpReading();
        }

        InitializationClaims.Enter(this, out ClaimOutcome claim);
        try
        {
            if (claim != ClaimOutcome.Owned && _values is null)
            {
                GiveUp("a root that shares objects with it was read while they were being restored");
            }

            if (claim == ClaimOutcome.Owned && !IsFinished)
            {
                RestoreOnce();
            }

            reason = _givenUp ?? "";
            return _values is not null;
        }
        finally
        {
            if (claim == ClaimOutcome.Owned)
            {
                InitializationClaims.Exit(this);
            }
        }
    }

    private void RestoreOnce()
    {
        try
        {
            if (_givenUp is null)
            {
                _isBeingRestored = true;
                Restore();
            }

            ForgetUnreferenced();
        }
        finally
        {
            _isBeingRestored = false;
            IsFinished = true;
            image.UnitFinished();
        }
    }

    private void Restore()
    {
        try
        {
            UnitReferences references = Place();
            object?[] values = ValuesOfRoots(references);

            // Foreign code that ran meanwhile may have read one of the unit's roots, and then builders made it.
            lock (this)
            {
                if (_givenUp is null)
                {
                    _references = references;
                    _values = values;
                }
            }

            if (CaptureSession.IsActive && _givenUp is null)
            {
                RestoredObjects.Tell(image, index, references, values);
            }
        }
        catch (ImageRejectedException exception)
        {
            // For good: words are decoded in place, so that nothing can be filled a second time.
            GiveUp(exception.Message);
            throw;
        }
        catch (Exception exception)
        {
            GiveUp(RestoreFailure.Describe(exception));
        }
    }

    // What finds the objects of a unit takes eight bytes an object, and holds those that the program has let go.
    private void ForgetUnreferenced()
    {
        if (!_isLinked
            && image.View.Units[index].ObjectCount >= ManyObjects
            && image.Dependencies.IsOfDefaultContext
            && LinkManifest.IsUnreferenced(image.Dependencies.Name(ImageFormat.SelfDependency), image.View.Header.BuildId, index))
        {
            _references = null;
        }
    }

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

    // Whatever any root of the unit rests on decides for all of them: they share objects.
    private void CheckEdges()
    {
        ImageView view = image.View;
        for (uint i = 0; i < view.Roots.Count; i++)
        {
            ref readonly RawRoot root = ref view.Roots[i];
            if (root.Unit != index)
            {
                continue;
            }

            view.Indexes.CheckRange(root.FirstEdge, root.EdgeCount);
            if (view.Header.FileLength >= SecondThread.WorthFrom)
            {
                // This thread comes from the other end.
                for (uint edge = root.EdgeCount; edge > 0; edge--)
                {
                    image.Dependencies.BeginProof(view.Indexes[root.FirstEdge + edge - 1].Value);
                }
            }

            for (uint edge = 0; edge < root.EdgeCount; edge++)
            {
                image.Dependencies.Prove(view.Indexes[root.FirstEdge + edge].Value);
            }

            CheckSharedEdges(root);
        }

        if (view.Inputs.Count > 0)
        {
            InputFiles.Check(image);
        }
    }

    private void CheckSharedEdges(in RawRoot root)
    {
        if (root.EdgeCount <= EdgesOfAll || image.Dependencies.IsOfDefaultContext)
        {
            return;
        }

        ref readonly ImageTable<RawIndex> indexes = ref image.View.Indexes;
        AssemblyLoadContext? last = null;
        for (uint sharing = 0; sharing < root.EdgeCount; sharing++)
        {
            if (image.Dependencies.SharingContext(indexes[root.FirstEdge + sharing].Value) is not { } other || other == last)
            {
                continue;
            }

            for (uint edge = 0; edge < root.EdgeCount; edge++)
            {
                image.Dependencies.ProveIn(other, indexes[root.FirstEdge + edge].Value);
            }

            last = other;
        }
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
