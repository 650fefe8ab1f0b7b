using System.Reflection;

namespace Imaging.Serializer.Capture;

/// <summary>Asks classes of packages for surrogates, once for each object.</summary>
/// <param name="run">Runs code of a package.</param>
internal sealed class SurrogateCalls(Func<Func<object?>, object?> run)
{
    private readonly Dictionary<object, object?> _surrogates = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, Func<object, object?>> _captures = [];

    /// <exception cref="CaptureRefusedException">The class threw.</exception>
    internal object? Of(object value, Type surrogate)
    {
        if (_surrogates.TryGetValue(value, out object? known))
        {
            return known;
        }

        try
        {
            known = run(() => CaptureOf(surrogate)(value));
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

    // By name: the package may have an Imaging.Runtime of its own.
    private Func<object, object?> CaptureOf(Type surrogate)
    {
        if (!_captures.TryGetValue(surrogate, out Func<object, object?>? capture))
        {
            object instance = Activator.CreateInstance(surrogate, nonPublic: true)!;
            Type contract = surrogate.GetInterface(typeof(ISurrogate).FullName!)
                ?? throw new MissingMethodException($"{surrogate} is of another version of Imaging.Runtime than the SDK");
            MethodInfo method = contract.GetMethod(nameof(ISurrogate.Capture))!;
            _captures.Add(surrogate, capture = method.CreateDelegate<Func<object, object?>>(instance));
        }

        return capture;
    }
}
