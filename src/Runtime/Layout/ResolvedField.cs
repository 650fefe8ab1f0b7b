using System.Reflection;
using System.Runtime.CompilerServices;

namespace Imaging.Layout;

/// <summary>
/// The object behind the handle of a field that a module resolved, declared as the runtime declares it. The handle's own way
/// to the description of the field loads reflection's classes of fields, which takes longer than all else that is done with it.
/// </summary>
#pragma warning disable CS0169, CS0649, IDE0044, IDE0051 // The runtime makes these objects.
internal sealed class ResolvedField
{
    private object? _keepAlive;
    private object? _first;
    private object? _second;
    private int _third;
    private object? _fourth;
    private object? _fifth;
    private Pointer _description;
#pragma warning restore CS0169, CS0649, IDE0044, IDE0051

    private ResolvedField()
    {
    }

    /// <summary>Where the runtime describes a field.</summary>
    /// <param name="module">The module that declares it.</param>
    /// <param name="token">Its token.</param>
    internal static nint Description(Module module, int token)
    {
        RuntimeFieldHandle field = module.ModuleHandle.ResolveFieldHandle(token);
        object behind = Unsafe.As<RuntimeFieldHandle, object>(ref field);
        return MethodTableFacts.OfObject(behind).IsLaidOutAs(MethodTableFacts.Of(typeof(ResolvedField)))
            && Unsafe.As<ResolvedField>(behind)._description.Address is not 0 and var address
            ? address
            : field.Value;
    }

    private readonly struct Pointer(nint address)
    {
        internal nint Address { get; } = address;
    }
}
