namespace Imaging.Serializer.Capture;

/// <summary>Asks classes of packages for surrogates, once for each object.</summary>
/// <param name="run">Runs code of a package.</param>
internal sealed class SurrogateCalls(Func<Func<object?>, object?> run)
{
    private readonly Dictionary<object, object?> _surrogates = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, bool> _givenBack = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, (Func<object, object?> Capture, Func<object?, object?> Restore)> _classes = [];

    /// <exception cref="CaptureRefusedException">The class threw.</exception>
    internal object? Of(object value, Type surrogate)
    {
        if (_surrogates.TryGetValue(value, out object? known))
        {
            return known;
        }

        try
        {
            known = run(() => MethodsOf(surrogate).Capture(value));
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or Packages.BuilderTimeoutException))
        {
            var thrown = new Packages.ThrownException(exception);
            throw new CaptureRefusedException(
                DiagnosticCodes.SurrogateFailed,
                $"the surrogate {surrogate} threw {thrown.Type} for a {value.GetType()}; let ToSurrogate give what the object is made from, or refuse the object in the builder",
                $" ({thrown})");
        }

        _surrogates.Add(value, known);
        return known;
    }

    /// <summary>Whether the class gives the very object back for its surrogate: one that the process has, and that is looked up.</summary>
    internal bool GivesBack(object value, Type surrogate)
    {
        if (!_givenBack.TryGetValue(value, out bool isGivenBack))
        {
            object? given = Of(value, surrogate);
            try
            {
                isGivenBack = ReferenceEquals(value, run(() => MethodsOf(surrogate).Restore(given)));
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or Packages.BuilderTimeoutException))
            {
                isGivenBack = false;
            }

            _givenBack.Add(value, isGivenBack);
        }

        return isGivenBack;
    }

    // By name: the package may have an Imaging.Runtime of its own.
    private (Func<object, object?> Capture, Func<object?, object?> Restore) MethodsOf(Type surrogate)
    {
        if (!_classes.TryGetValue(surrogate, out (Func<object, object?> Capture, Func<object?, object?> Restore) methods))
        {
            object instance = Activator.CreateInstance(surrogate, nonPublic: true)!;
            Type contract = surrogate.GetInterface(typeof(ISurrogate).FullName!)
                ?? throw new MissingMethodException($"{surrogate} is of another version of Imaging.Runtime than the SDK");
            methods = (
                contract.GetMethod(nameof(ISurrogate.Capture))!.CreateDelegate<Func<object, object?>>(instance),
                contract.GetMethod(nameof(ISurrogate.Restore))!.CreateDelegate<Func<object?, object?>>(instance));
            _classes.Add(surrogate, methods);
        }

        return methods;
    }
}
