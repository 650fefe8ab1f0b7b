using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Imaging.Identity;
using Imaging.Layout;

namespace Imaging.Servicing;

/// <summary>Which fields the objects of a type have and where they lie, in one number that does not depend on metadata tokens.</summary>
internal static class FieldFingerprint
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>A hash over name, offset and kind of each field of an object, or of an element of an array; structures count with their fields.</summary>
    internal static uint Of(Type type)
    {
        ulong sum = type.IsArray ? OfValue(type.GetElementType()!, 0, 1) : 0;
        for (Type? level = type.IsArray ? null : type; level is not null && level != typeof(object); level = level.BaseType)
        {
            sum += OfFields(level, 0);
        }

        return (uint)(sum ^ (sum >> 32)) | 1;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field that was trimmed away is not compared, and its class has another code identity.")]
    private static ulong OfFields(Type type, int start)
    {
        ulong sum = 0;
        foreach (FieldInfo field in type.GetFields(Declared))
        {
            var name = new SymbolicHash();
            name.Add(LoadedMetadata.Of(type.Assembly).Name(field.MetadataToken));
            sum += OfValue(field.FieldType, start + FieldOffset.Of(field), name.Finish());
        }

        return sum;
    }

    // A sum, so that the order in which fields are listed does not matter.
    private static ulong OfValue(Type type, int offset, ulong name)
    {
        bool isStructure = type.IsValueType && !type.IsPrimitive && !type.IsEnum;
        var hash = new SymbolicHash();
        hash.Add(name);
        hash.Add((ulong)offset);
        hash.Add(type.IsValueType ? (ulong)Type.GetTypeCode(type) : ulong.MaxValue);
        return hash.Finish() + (isStructure ? OfFields(type, offset) : 0);
    }
}
