namespace Imaging.Layout;

/// <summary>Where the fields of a class lie, in one number.</summary>
internal static class FieldLayout
{
    /// <summary>A hash over the offset of each field, whatever the order in which they are listed; never zero.</summary>
    internal static uint HashOf(Type type)
    {
        uint hash = 0;
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (DeclaredField field in DeclaredField.Of(level))
            {
                hash += Mix(Mix((uint)field.Token) + (uint)field.Offset);
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
