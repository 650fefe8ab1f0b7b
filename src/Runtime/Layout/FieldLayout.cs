using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Imaging.Layout;

/// <summary>Where the fields of a class lie, in one number.</summary>
internal static class FieldLayout
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>A hash over the offset of each field, whatever the order in which they are listed; never zero.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field that was trimmed away is not compared, and its class has another code identity.")]
    internal static uint HashOf(Type type)
    {
        uint hash = 0;
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(Declared))
            {
                hash += Mix(Mix((uint)field.MetadataToken) + (uint)FieldOffset.Of(field));
            }
        }

        return hash | 1;
    }

    // The end of MurmurHash3: sums of what is mixed less collide where fields change places.
    private static uint Mix(uint value)
    {
        value = (value ^ (value >> 16)) * 0x85ebca6b;
        value = (value ^ (value >> 13)) * 0xc2b2ae35;
        return value ^ (value >> 16);
    }
}
