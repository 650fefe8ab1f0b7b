using System.Runtime.CompilerServices;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>Allocates objects by type, without constructing them and without the JIT, which the framework's own way starts.</summary>
internal abstract unsafe class ObjectAllocation
{
    private const uint MaxBytesOnStack = 512;

    private static readonly bool s_stackIsNoHeap = IsGarbageCollectorOfRuntime() && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows());

    /// <summary>An object of a type whose fields are all zero.</summary>
    [SkipLocalsInit]
    internal static object New(Type type)
    {
        MethodTableFacts facts = MethodTableFacts.Of(type);
        if (!s_stackIsNoHeap || facts.BaseSize > MaxBytesOnStack)
        {
            return RuntimeHelpers.GetUninitializedObject(type);
        }

        // What is copied looks like an object and lies on the stack. The runtime's collector keeps its heap in one range of
        // addresses and ignores references to others.
        byte* memory = stackalloc byte[(int)MaxBytesOnStack];
        Unsafe.InitBlockUnaligned(memory, 0, facts.BaseSize);
        byte* address = memory + sizeof(nint);
        *(nint*)address = facts.Address;
        return Copy(Unsafe.As<nint, object>(ref *(nint*)&address));
    }

    /// <summary>A copy of an object, field by field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static object Copy(object original) => Unsafe.As<ObjectAllocation>(original).MemberwiseClone();

    // One of another name may keep its heap in many ranges, with stacks between them. So does the runtime's own for macOS.
    private static bool IsGarbageCollectorOfRuntime() =>
        AppContext.GetData("System.GC.Name") is null
        && AppContext.GetData("System.GC.Path") is null
        && Environment.GetEnvironmentVariable("DOTNET_GCName") is null
        && Environment.GetEnvironmentVariable("DOTNET_GCPath") is null;
}
