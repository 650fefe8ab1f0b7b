using System.Runtime.CompilerServices;
using Imaging.Identity;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>Access to the private fields of framework collections, by name.</summary>
internal static class InstanceField
{
    /// <summary>Bytes from the first field to a field of a type, or of one of its bases.</summary>
    /// <exception cref="RestoreException">This framework's type has no such field.</exception>
    internal static int Offset(Type type, string name) => Find(type, name).Offset;

    /// <summary>A field of a type, or of one of its bases.</summary>
    /// <exception cref="RestoreException">This framework's type has no such field.</exception>
    internal static DeclaredField Find(Type type, string name)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            int token = LoadedMetadata.Of(level.Assembly).FindField(level.MetadataToken, name);
            if (token != 0)
            {
                foreach (DeclaredField field in DeclaredField.Of(level))
                {
                    if (field.Token == token)
                    {
                        return field;
                    }
                }
            }
        }

        throw new RestoreException($"this framework's {type} has no field {name}");
    }

    internal static ref T Of<T>(object instance, int offset) =>
        ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref MethodTableFacts.FieldsOf(instance), offset));

    /// <summary>The reference in a field.</summary>
    internal static object? Reference(object instance, string name) => Of<object?>(instance, Offset(instance.GetType(), name));
}
