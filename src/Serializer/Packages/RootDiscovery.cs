using System.Reflection;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Packages;

/// <summary>What a package declares: its roots, in the order of its metadata, and the fields of which none could be made.</summary>
/// <param name="Roots">The roots.</param>
/// <param name="Missed">A field that holds an <c>ImageRoot</c>, why it is no root, and what to do.</param>
internal sealed record DeclaredRoots(IReadOnlyList<DeclaredRoot> Roots, IReadOnlyList<(FieldInfo Field, string Why)> Missed);

/// <summary>Finds the roots of a loaded package.</summary>
internal static class RootDiscovery
{
    private const string RuntimeAssembly = "Imaging.Runtime";
    private const BindingFlags Statics =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static bool IsRoot(Type type) =>
        type is { IsGenericType: true, Name: "ImageRoot`1", Namespace: "Imaging" } && type.Assembly.GetName().Name == RuntimeAssembly;

    internal static bool IsRoot(FieldInfo field) => StaticFields.TypeOf(field) is { } type && IsRoot(type);

    internal static DeclaredRoots Find(Assembly package)
    {
        var roots = new List<DeclaredRoot>();
        var missed = new List<(FieldInfo, string)>();
        FieldInfo[] fields = [.. StaticFields.TypesOf(package).SelectMany(static type => type.GetFields(Statics)).Where(IsRoot)];
        FieldInfo[] changeable = [.. fields.Where(static field => !field.IsInitOnly)];
        IReadOnlySet<int> written = changeable.Length == 0 ? new HashSet<int>() : FieldWrites.OutsideInitializers(package, changeable);
        foreach (FieldInfo field in fields)
        {
            if (field.DeclaringType!.ContainsGenericParameters)
            {
                missed.Add((field, "its type is generic, so there is one for each type argument; declare it in a type that is not"));
            }
            else if (!field.IsInitOnly && (IsOpen(field) || written.Contains(field.MetadataToken)))
            {
                missed.Add((field, "other code than an initializer can change it; declare it static readonly, in F# as a let binding or a static member val that is not mutable"));
            }
            else if (field.GetValue(null) is not { } cell)
            {
                missed.Add((field, "no initializer sets it; create the ImageRoot where the field is declared"));
            }
            else
            {
                roots.Add(Describe(cell, field));
            }
        }

        return new DeclaredRoots(roots, missed);
    }

    private static bool IsOpen(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

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
