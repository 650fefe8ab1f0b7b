using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Imaging.Generator;

/// <summary>The names that belong to a root: in messages, of its generated file, of its holder.</summary>
internal static class RootName
{
    private const string HolderPrefix = "ImageRootOf";
    private const int LongestHint = 100;

    public static string Of(ISymbol member) =>
        member.ContainingType is { } type ? $"{type.ToDisplayString()}.{member.Name}" : member.Name;

    /// <summary>As reflection names the declaring type, a dot, and the property: what the image calls the root.</summary>
    public static string InMetadata(IPropertySymbol property)
    {
        var type = property.ContainingType;
        var name = type.MetadataName;
        for (; type.ContainingType is { } outer; type = outer)
        {
            name = outer.MetadataName + "+" + name;
        }

        for (var space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            name = space.MetadataName + "." + name;
        }

        return $"{name}.{property.MetadataName}";
    }

    /// <summary>
    /// The hash tells names apart that differ only in case or in characters that a file name cannot have.
    /// </summary>
    public static string HintOf(IPropertySymbol property)
    {
        var name = Of(property);
        var hash = 2166136261u;
        foreach (var character in name)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        var readable = new StringBuilder(name);
        for (var i = 0; i < readable.Length; i++)
        {
            if (readable[i] is not ('.' or '_' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
            {
                readable[i] = '_';
            }
        }

        var start = Math.Max(0, readable.Length - LongestHint);
        return $"{readable.ToString(start, readable.Length - start)}.{hash.ToString("x8", CultureInfo.InvariantCulture)}.g.cs";
    }

    public static string HolderOf(IPropertySymbol property)
    {
        var type = property.ContainingType;
        var taken = new HashSet<string>(StringComparer.Ordinal) { type.Name };
        for (var level = type; level is not null; level = level.BaseType)
        {
            taken.UnionWith(level.MemberNames);
        }

        // A nested type may see the holders of its base, which are not among the members yet.
        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            taken.UnionWith(level.GetMembers().OfType<IPropertySymbol>().Where(IsRoot).Select(HolderOf));
        }

        foreach (var other in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (other.Name != property.Name)
            {
                taken.Add(HolderPrefix + other.Name);
            }
        }

        var holder = HolderPrefix + property.Name;
        while (taken.Contains(holder))
        {
            holder += "_";
        }

        return holder;
    }

    private static bool IsRoot(IPropertySymbol property) =>
        property.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == WellKnown.Attribute);
}
