using System.Reflection;
using System.Runtime.CompilerServices;

namespace Imaging.Serializer.Capture;

/// <summary>How far a hash function may read into a graph.</summary>
internal static class HashReach
{
    /// <summary>Whether a key's hash code is its identity, which reads nothing of it.</summary>
    internal static bool IsIdentity(object key) => HashCodeOf(key.GetType())?.DeclaringType == typeof(object);

    /// <summary>Whether a comparer asks the keys themselves.</summary>
    internal static bool IsOfFramework(object comparer) =>
        comparer.GetType().Assembly == typeof(object).Assembly && comparer.GetType().Name != "DelegateEqualityComparer`1";

    /// <summary>
    /// Whether hash codes of a type of key ask nothing of the objects in it but their own hash codes: true of an object, which
    /// is asked itself, and of a structure whose hash function is not the user's.
    /// </summary>
    internal static bool EndsAtIdentity(Type key)
    {
        if (!key.IsValueType || key.IsPrimitive || key.IsEnum)
        {
            return true;
        }

        MethodInfo? hashCode = HashCodeOf(key);
        bool isOwn = hashCode?.DeclaringType == key && key.Assembly != typeof(object).Assembly && !hashCode.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
        return !isOwn && key.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).All(static field => EndsAtIdentity(field.FieldType));
    }

    private static MethodInfo? HashCodeOf(Type type) => type.GetMethod(nameof(GetHashCode), Type.EmptyTypes);
}
