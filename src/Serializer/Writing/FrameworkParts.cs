using System.Reflection;

namespace Imaging.Serializer.Writing;

/// <summary>What of the framework objects of a type rest on.</summary>
internal static class FrameworkParts
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // What is placed in tables by hash code rests on the code that computes it, which is in other types than the tables.
    private static readonly string[] s_hashing =
    [
        "System.Collections.HashHelpers",
        "System.Collections.Generic.NonRandomizedStringEqualityComparer",
        "System.OrdinalComparer",
        "System.OrdinalCaseSensitiveComparer",
        "System.OrdinalIgnoreCaseComparer",
    ];

    private static readonly string[] s_tables =
    [
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.OrderedDictionary`2",
        "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.Hashtable",
    ];

    /// <summary>The definitions of the framework's types that a type is made of: itself, its bases, its type arguments, its elements, the structures in its fields, and what hash tables are filled with.</summary>
    internal static IReadOnlyCollection<Type> Of(Type type, Func<Assembly, bool> isFramework)
    {
        var found = new HashSet<Type>();
        var seen = new HashSet<Type>();
        var left = new Stack<Type>([type]);
        while (left.TryPop(out Type? part))
        {
            if (part.IsGenericParameter || part.IsPointer || !seen.Add(part))
            {
                continue;
            }

            foreach (Type next in PartsOf(part))
            {
                left.Push(next);
            }

            Type definition = part.IsGenericType ? part.GetGenericTypeDefinition() : part;
            if (!definition.IsArray && isFramework(definition.Assembly))
            {
                found.Add(definition);
                found.UnionWith(HashingOf(definition));
            }
        }

        return [.. found.OrderBy(static definition => definition.FullName, StringComparer.Ordinal)];
    }

    private static IEnumerable<Type> PartsOf(Type type)
    {
        if (type.HasElementType)
        {
            return [type.GetElementType()!];
        }

        IEnumerable<Type> parts = type.GetGenericArguments();
        if (type.BaseType is { } parent)
        {
            parts = parts.Append(parent);
        }

        return type.IsPrimitive || type.IsEnum
            ? parts
            : parts.Concat(type.GetFields(Declared).Select(static field => field.FieldType).Where(static field => field.IsValueType));
    }

    private static IEnumerable<Type> HashingOf(Type definition)
    {
        bool isFrozen = definition.Namespace == "System.Collections.Frozen";
        IEnumerable<Type> hashing = isFrozen || s_tables.Contains(definition.FullName)
            ? s_hashing.Select(static name => typeof(object).Assembly.GetType(name, throwOnError: true)!)
            : [];
        return isFrozen ? hashing.Append(definition.Assembly.GetType("System.Collections.Frozen.Hashing", throwOnError: true)!) : hashing;
    }
}
