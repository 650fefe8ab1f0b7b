using System.Reflection;

namespace Imaging.Serializer.Packages;

/// <summary>Finds the roots of a loaded package, in the order of its metadata.</summary>
internal static class RootDiscovery
{
    private const string RuntimeAssembly = "Imaging.Runtime";
    private const BindingFlags Statics =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static bool IsRoot(Type type) =>
        type.IsGenericType && type.FullName!.StartsWith("Imaging.ImageRoot`1", StringComparison.Ordinal)
        && type.Assembly.GetName().Name == RuntimeAssembly;

    internal static IReadOnlyList<DeclaredRoot> Find(Assembly package)
    {
        var roots = new List<DeclaredRoot>();
        foreach (Type type in package.GetTypes())
        {
            if (type.ContainsGenericParameters)
            {
                continue;
            }

            foreach (FieldInfo field in type.GetFields(Statics))
            {
                if (field.IsInitOnly && IsRoot(field.FieldType) && field.GetValue(null) is { } cell)
                {
                    roots.Add(Describe(cell, field));
                }
            }
        }

        return roots;
    }

    // The same steps as when the root is read at run time.
    private static DeclaredRoot Describe(object cell, FieldInfo field)
    {
        var builder = (Delegate)Private(cell, "_builder")!;
        string name = (string?)Private(cell, "_name")
            ?? RootName.Of(RootName.DeclaringType(builder), (string)Private(cell, "_member")! is { Length: > 0 } member ? member : field.Name);
        return new DeclaredRoot(name, builder.Method, cell);
    }

    private static object? Private(object cell, string field) =>
        cell.GetType().GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(cell);
}
