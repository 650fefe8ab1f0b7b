using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Imaging.Serializer.Capture;

/// <summary>
/// Whether an object that a static field holds is the same in every process that initialises that field: nothing that can
/// be reached from it can have been changed since.
/// </summary>
internal static class ImmutableGraph
{
    private const int LookAtMost = 10_000;

    private const BindingFlags Fields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Whether it makes no difference if a program has one such object or two equal ones.</summary>
    internal static bool IsInterchangeable(object value) => IsKnown(value) || value.GetType().IsValueType || value is Array { Length: 0 };

    internal static bool IsImmutable(object value)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { value };
        var queue = new Queue<object>(seen);
        while (queue.TryDequeue(out object? at))
        {
            if (IsKnown(at))
            {
                continue;
            }

            if (UntouchedCollection.Is(at, out object? comparer))
            {
                if (comparer is not null)
                {
                    Enqueue(comparer);
                }

                continue;
            }

            if (at is Array array)
            {
                if (array.Length > 0)
                {
                    return false;
                }

                continue;
            }

            if (seen.Count > LookAtMost || !HasOnlyFinalFields(at, at.GetType(), Enqueue))
            {
                return false;
            }
        }

        return true;

        void Enqueue(object found)
        {
            if (seen.Add(found))
            {
                queue.Enqueue(found);
            }
        }
    }

    private static bool IsKnown(object value) => value
        is string or Type or MemberInfo or Delegate or Regex or Version or Encoding or StringComparer
        || value.GetType().IsPrimitive
        || value.GetType().IsEnum
        || value.GetType().FullName?.StartsWith("Imaging.ImageRoot`1", StringComparison.Ordinal) == true
        || IsFrameworkComparer(value.GetType());

    private static bool IsFrameworkComparer(Type type) =>
        type.Assembly == typeof(object).Assembly && type.IsGenericType && type.BaseType is { IsGenericType: true } parent
        && (parent.GetGenericTypeDefinition() == typeof(EqualityComparer<>) || parent.GetGenericTypeDefinition() == typeof(Comparer<>));

    private static bool HasOnlyFinalFields(object instance, Type type, Action<object> enqueue)
    {
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            if (!FieldsAreFinal(instance, level, isInFinalField: false, enqueue))
            {
                return false;
            }
        }

        return true;
    }

    // A structure in a final field cannot change, whatever its own fields say.
    private static bool FieldsAreFinal(object holder, Type level, bool isInFinalField, Action<object> enqueue)
    {
        foreach (FieldInfo field in level.GetFields(Fields))
        {
            if ((!isInFinalField && !field.IsInitOnly) || field.FieldType.IsPointer)
            {
                return false;
            }

            object? value = field.GetValue(holder);
            if (value is null || value.GetType().IsPrimitive || value.GetType().IsEnum)
            {
                continue;
            }

            if (!value.GetType().IsValueType)
            {
                enqueue(value);
            }
            else if (!FieldsAreFinal(value, value.GetType(), isInFinalField: true, enqueue))
            {
                return false;
            }
        }

        return true;
    }
}
