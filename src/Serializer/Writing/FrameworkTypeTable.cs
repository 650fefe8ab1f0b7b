using System.Reflection;
using Imaging.Format;
using Imaging.Servicing;

namespace Imaging.Serializer.Writing;

/// <summary>
/// The framework's types that an image names, by names that other builds of the framework know, and those whose fields and
/// code the objects of a unit rest on.
/// </summary>
internal sealed class FrameworkTypeTable(RecipeTable recipes, StringTable strings, Func<Assembly, bool> isFramework)
{
    private readonly Dictionary<Type, uint[]> _known = [];
    private readonly SortedSet<uint> _restedOn = [];

    /// <summary>The recipes of the types of the framework that objects of a type rest on.</summary>
    internal IReadOnlyList<uint> RestedOn(Type type)
    {
        if (!_known.TryGetValue(type, out uint[]? found))
        {
            found = [.. FrameworkParts.Of(type, isFramework).Select(recipes.Add)];
            _known.Add(type, found);
            _restedOn.UnionWith(found);
        }

        return found;
    }

    /// <summary>The table, after all recipes were added, and the place in it of each recipe.</summary>
    internal (RawFrameworkType[] Records, IReadOnlyDictionary<uint, uint> Places) Finish()
    {
        var records = new List<RawFrameworkType>();
        var places = new Dictionary<uint, uint>();
        foreach ((uint number, Type type) in recipes.Definitions.Where(recipe => isFramework(recipe.Type.Assembly)))
        {
            places.Add(number, (uint)records.Count);
            records.Add(new RawFrameworkType
            {
                Type = number,
                FullName = strings.Add(type.FullName!),
                Code = _restedOn.Contains(number) ? FrameworkFile.CodeOf(type) : 0,
            });
        }

        return ([.. records], places);
    }
}
