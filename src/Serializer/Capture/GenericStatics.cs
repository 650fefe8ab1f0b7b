using System.Reflection;

namespace Imaging.Serializer.Capture;

/// <summary>
/// Finds the instantiations of generic types with static fields that a process may have, which nothing lists: those that
/// code names, and those over the arguments of types that objects have.
/// </summary>
internal sealed class GenericStatics
{
    private readonly HashSet<Type> _definitions = [];
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<(Assembly, int), Type?> _named = [];
    private readonly Dictionary<(Type Definition, Type Source, bool IsArgument), Type?> _made = [];

    internal void Add(StaticFields fields)
    {
        foreach (Type definition in fields.GenericDefinitions)
        {
            _definitions.Add(definition);
            _names.Add(definition.Name);
        }
    }

    internal IEnumerable<Type> NamedIn(StaticFields fields) =>
        fields.NamedInstantiations
            .Where(named => _names.Contains(named.Definition))
            .Select(named => Once(_named, (fields.Assembly, named.Token), static key => key.Item1.ManifestModule.ResolveType(key.Item2)))
            .OfType<Type>()
            .Where(type => !type.ContainsGenericParameters && _definitions.Contains(type.GetGenericTypeDefinition()));

    /// <summary>Those over one type.</summary>
    internal IEnumerable<Type> Over(Type argument) => Made(argument, isArgument: true);

    /// <summary>Those over the arguments of a generic type.</summary>
    internal IEnumerable<Type> OverArgumentsOf(Type type) => Made(type, isArgument: false);

    private IEnumerable<Type> Made(Type source, bool isArgument) =>
        _definitions
            .Where(definition => definition.GetGenericArguments().Length == (isArgument ? 1 : source.GetGenericArguments().Length))
            .Select(definition => Once(_made, (Definition: definition, Source: source, IsArgument: isArgument), static key => key.Definition.MakeGenericType(key.IsArgument ? [key.Source] : key.Source.GetGenericArguments())))
            .OfType<Type>();

    private static Type? Once<TKey>(Dictionary<TKey, Type?> known, TKey key, Func<TKey, Type> make)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out Type? type))
        {
            known.Add(key, type = Try(key, make));
        }

        return type;
    }

    private static Type? Try<TKey>(TKey key, Func<TKey, Type> make)
    {
        try
        {
            return make(key);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or TypeLoadException or BadImageFormatException)
        {
            // Its arguments do not fit, are parameters themselves, or lie in an assembly that is not there.
            return null;
        }
    }
}
