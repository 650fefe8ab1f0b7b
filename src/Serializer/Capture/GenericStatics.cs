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
    private readonly Dictionary<NamedKey, Type?> _named = [];
    private readonly Dictionary<MadeKey, Type?> _made = [];

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
            .Select(named => Once(_named, new NamedKey(fields.Assembly, named.Token), static key => key.Assembly.ManifestModule.ResolveType(key.Token)))
            .OfType<Type>()
            .Where(type => !type.ContainsGenericParameters && _definitions.Contains(type.GetGenericTypeDefinition()));

    /// <summary>Those over one type.</summary>
    internal IEnumerable<Type> Over(Type argument) => Made(argument, isArgument: true);

    /// <summary>Those over the arguments of a generic type.</summary>
    internal IEnumerable<Type> OverArgumentsOf(Type type) => Made(type, isArgument: false);

    private IEnumerable<Type> Made(Type source, bool isArgument) =>
        _definitions
            .Where(definition => definition.GetGenericArguments().Length == (isArgument ? 1 : source.GetGenericArguments().Length))
            .Select(definition => Once(_made, new MadeKey(definition, source, isArgument), static key => key.Definition.MakeGenericType(key.IsArgument ? [key.Source] : key.Source.GetGenericArguments())))
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

    // Classes, since a dictionary over structures waits for the JIT.
    private sealed record NamedKey(Assembly Assembly, int Token);

    private sealed record MadeKey(Type Definition, Type Source, bool IsArgument);
}
