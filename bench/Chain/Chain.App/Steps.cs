using System.Runtime.CompilerServices;

/// <summary>Apart, so that nothing of the packages is loaded before it is measured.</summary>
internal static class Steps
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ReachedFromFirst() => Chain.Step0.Root.Value.Packages;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ReachedFromLast() => Chain.Step8.Root.Value.Packages;
}
