using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>Makes delegates of methods that are known by their handles: reflection's description of a method takes longer to make than all else about a delegate.</summary>
internal static unsafe class DelegateBinding
{
    private static readonly delegate*<Type, object?, RuntimeMethodHandle, Delegate?> s_bind = (delegate*<Type, object?, RuntimeMethodHandle, Delegate?>)InternalMethod.Find(
        typeof(Delegate), "CreateDelegateNoSecurityCheck", [InternalMethod.Static, 3, InternalMethod.Class]);

    /// <summary>Whether this framework can bind handles.</summary>
    internal static bool IsSupported => s_bind is not null && InternalMethod.IsOfKnownRuntime;

    /// <returns><see langword="null"/> where the method, or the target, is none for the type.</returns>
    internal static Delegate? Bind(Type type, object? target, RuntimeMethodHandle method)
    {
        try
        {
            return s_bind(type, target, method);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
