using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Packages;

/// <summary>What static fields hold before any builder ran: in a second load of the package and its closure, they are initialised and nothing else.</summary>
internal sealed class InitialStatics(PackageContext context, SerializeRequest request)
{
    private PackageContext? _second;
    private (PackageContext Context, Type[] Initialised)? _third;
    private Type[] _initialised = [];

    /// <summary>The first content of a static field; <see langword="null"/> where it cannot be told.</summary>
    internal object? Of(FieldInfo field) => TryRead(field, out object? value) ? value : null;

    /// <summary>The first content of a static field.</summary>
    /// <returns>Whether it can be told.</returns>
    internal bool TryRead(FieldInfo field, out object? value) => TryRead(_second ??= Begin(), field, out value);

    /// <summary>The first content of a static field after the initialisers of some types ran, which may write it too.</summary>
    /// <returns>Whether it can be told.</returns>
    internal bool TryReadAfter(Type[] initialised, FieldInfo field, out object? value)
    {
        _second ??= Begin();
        if (_initialised != initialised)
        {
            Initialise(_second, initialised);
            _initialised = initialised;
        }

        return TryRead(_second, field, out value);
    }

    /// <summary>Whether a third load gives a field the same content.</summary>
    internal bool IsRepeated(Type[] initialised, FieldInfo field, object? value)
    {
        if (_third?.Initialised != initialised)
        {
            PackageContext third = _third?.Context ?? Begin();
            Initialise(third, initialised);
            _third = (third, initialised);
        }

        return TryRead(_third!.Value.Context, field, out object? again) && SameContent.Is(value, again, int.MaxValue, SideEffects.CacheTypes.Are);
    }

    private void Initialise(PackageContext load, Type[] types)
    {
        foreach (Type type in types)
        {
            Try(() => RuntimeHelpers.RunClassConstructor(Find(load, type).TypeHandle));
        }
    }

    private bool TryRead(PackageContext load, FieldInfo field, out object? value)
    {
        object? read = null;
        bool isTold = Try(() => read = Find(load, field.DeclaringType!).GetField(field.Name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)!.GetValue(null));
        value = read;
        return isTold;
    }

    private static Type Find(PackageContext load, Type type) => Type.GetType(type.AssemblyQualifiedName!, load.LoadFromAssemblyName, typeResolver: null, throwOnError: true)!;

    private bool Try(Action action)
    {
        try
        {
            if (BuilderThread.IsCurrent)
            {
                action();
                return true;
            }

            return BuilderThread.Run(
                () =>
                {
                    action();
                    return true;
                },
                request.BuilderTimeout);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // An initialiser that fails in a second load tells nothing.
            return false;
        }
    }

    // What the initialisers read of roots comes from where it comes from in the first load, whatever the environment says.
    private PackageContext Begin()
    {
        PackageContext second = context.Again();
        _ = new CapturedSession(second.LoadFromAssemblyName(new AssemblyName("Imaging.Runtime")), request, new ExternalObjects(static _ => false));
        return second;
    }
}
