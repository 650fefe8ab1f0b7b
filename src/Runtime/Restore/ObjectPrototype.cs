using System.Runtime.CompilerServices;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// An object on the stack, of which copies are made on the heap: the one way of allocating by handle that is public and
/// takes neither reflection nor the JIT. The collector ignores references to the stack.
/// </summary>
internal abstract unsafe class ObjectPrototype
{
    /// <summary>The largest object, header included, that is copied from the stack.</summary>
    internal const uint MaxBytes = 512;

    /// <summary>Makes memory look like an object whose fields are all zero.</summary>
    /// <param name="memory"><see cref="MaxBytes"/> on the stack.</param>
    /// <param name="facts">The object's type, whose objects are no larger.</param>
    /// <returns>Its first field.</returns>
    internal static byte* Begin(byte* memory, in MethodTableFacts facts)
    {
        for (uint i = 0; i < facts.BaseSize; i += sizeof(ulong))
        {
            *(ulong*)(memory + i) = 0;
        }

        *(nint*)(memory + sizeof(nint)) = facts.Address;
        return memory + (2 * sizeof(nint));
    }

    /// <summary>A copy, fields included, on the heap.</summary>
    /// <param name="memory">What <see cref="Begin"/> made. Its fields hold no references but to frozen objects.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static object Copy(byte* memory)
    {
        byte* address = memory + sizeof(nint);
        return Unsafe.As<nint, ObjectPrototype>(ref *(nint*)&address).MemberwiseClone();
    }

    /// <summary>An object of a type whose fields are all zero.</summary>
    [SkipLocalsInit]
    internal static object New(Type type)
    {
        MethodTableFacts facts = MethodTableFacts.Of(type);
        if (facts.BaseSize > MaxBytes)
        {
            return RuntimeHelpers.GetUninitializedObject(type);
        }

        byte* memory = stackalloc byte[(int)MaxBytes];
        Begin(memory, facts);
        return Copy(memory);
    }
}
