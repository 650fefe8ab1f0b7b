using System.Runtime.CompilerServices;

namespace Imaging.Serializer.Capture;

/// <summary>Whether a type's static constructor has run, asked without running it.</summary>
/// <remarks>
/// The runtime does not say so in its documented interface. The flag is that of <c>MethodTableAuxiliaryData</c> in
/// <c>methodtable.h</c>; <see cref="IsKnown"/> proves on a type of our own that it is read rightly.
/// </remarks>
internal static unsafe class ClassInitialization
{
    private const int AuxiliaryDataOffset = 0x20;
    private const uint InitializedFlag = 1;

    /// <summary>Whether the flag is where it is believed to be.</summary>
    internal static bool IsKnown { get; } = Prove();

    internal static bool IsComplete(Type type) => (**(uint**)(type.TypeHandle.Value + AuxiliaryDataOffset) & InitializedFlag) != 0;

    private static bool Prove()
    {
        bool before = IsComplete(typeof(Probe));
        Probe.Touch();
        return !before && IsComplete(typeof(Probe));
    }

    private static class Probe
    {
        private static readonly object s_value;

#pragma warning disable CA1810 // An explicit static constructor runs when it is needed, and not before.
        static Probe() => s_value = new object();
#pragma warning restore CA1810

        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void Touch() => GC.KeepAlive(s_value);
    }
}
