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
    private readonly IndexSet _restedOn = new();

    /// <summary>The recipes of the types of the framework that objects of a type rest on.</summary>
    internal uint[] RestedOn(Type type)
    {
        if (!_known.TryGetValue(type, out uint[]? found))
        {
            found = [.. FrameworkParts.Of(type, isFramework).Select(recipes.Add)];
            _known.Add(type, found);
            Array.ForEach(found, _restedOn.Add);
        }

        return found;
    }

    /// <summary>The table, after all recipes were added, and by the number of a recipe its place there.</summary>
    internal (RawFrameworkType[] Records, uint[] Places) Finish()
    {
        var records = new RecordList<RawFrameworkType>();
        var places = new uint[recipes.Count];
        foreach ((uint number, Type type) in recipes.Definitions.Where(recipe => isFramework(recipe.Type.Assembly)))
        {
            places[number] = (uint)records.Count;
            records.Add(new RawFrameworkType
            {
                Type = number,
                FullName = strings.Add(type.FullName!),
                Code = _restedOn.Contains(number) ? FrameworkFile.CodeOf(type) : 0,
            });
        }

        return (records.ToArray(), places);
    }
}
