using Imaging.Format;

namespace Imaging.Restore;

/// <summary>A unit of a loaded image: restored, given up, or not yet asked for.</summary>
internal sealed partial class LoadedUnit(LoadedImage image, uint index)
{
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
}
