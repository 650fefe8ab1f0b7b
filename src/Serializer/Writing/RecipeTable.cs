using System.Reflection;
using Imaging.Format;
using Imaging.Layout;
using Imaging.Servicing;

namespace Imaging.Serializer.Writing;

/// <summary>The recipes of types and methods, each after those that it refers to.</summary>
/// <remarks>Dependencies are numbered as they are met; <see cref="Finish"/> gives them their place in the image.</remarks>
internal sealed class RecipeTable(StringTable strings, Func<Assembly, bool> isFramework)
{
    private readonly Dictionary<Type, uint> _numbers = [];
    private readonly RecordList<RawType> _types = new();
    private readonly List<Type> _made = [];
    private readonly Dictionary<MethodInfo, uint> _methodNumbers = [];
    private readonly RecordList<RawMethod> _methods = new();
    private readonly List<uint> _indexes = [];
    private readonly List<Assembly> _assemblies = [];

    /// <summary>The assemblies that recipes refer to.</summary>
    internal IReadOnlyList<Assembly> Assemblies => _assemblies;

    /// <summary>The types that are defined in an assembly, by ascending number.</summary>
    internal IEnumerable<(uint Number, Type Type)> Definitions =>
        _made.Index().Where(recipe => _types[recipe.Index].Recipe == TypeRecipe.Definition).Select(static recipe => ((uint)recipe.Index, recipe.Item));

    /// <summary>How many recipes of types there are.</summary>
    internal int Count => _types.Count;

    /// <summary>The type that a recipe makes.</summary>
    internal Type TypeOf(uint number) => _made[(int)number];

    /// <summary>Lists of record numbers.</summary>
    internal List<uint> Indexes => _indexes;

    internal uint Add(Type type)
    {
        if (_numbers.TryGetValue(type, out uint known))
        {
            return known;
        }

        RawType recipe = type.IsSZArray ? new RawType { Recipe = TypeRecipe.Vector, Of = Add(type.GetElementType()!) }
            : type.IsArray ? new RawType { Recipe = TypeRecipe.Array, Of = Add(type.GetElementType()!), ArgumentCount = (uint)type.GetArrayRank() }
            : type.IsGenericType && !type.IsGenericTypeDefinition ? Instantiation(type)
            : Definition(type);
        uint number = (uint)_types.Count;
        _types.Add(recipe);
        _made.Add(type);
        _numbers.Add(type, number);
        return number;
    }

    /// <summary>A type that the image has objects of.</summary>
    internal uint AddWithObjects(Type type)
    {
        uint number = Add(type);
        RawType recipe = _types[(int)number];
        if ((recipe.Flags & TypeFlags.HasObjects) == 0)
        {
            MethodTableFacts facts = MethodTableFacts.Of(type);
            recipe.Flags |= TypeFlags.HasObjects | (facts.ContainsReferences ? TypeFlags.HasReferences : 0);
            recipe.BaseSize = facts.BaseSize;
            recipe.ComponentSize = facts.ComponentSize;
            recipe.Layout = UnsettledLayout.Has(type) ? FieldLayout.HashOf(type) : 0;
            recipe.Fields = FieldFingerprint.Of(type);
            _types[(int)number] = recipe;
        }

        return number;
    }

    internal uint Add(MethodInfo method)
    {
        if (!_methodNumbers.TryGetValue(method, out uint number))
        {
            uint declaring = Add(method.DeclaringType!);
            (uint first, uint count) = method is { IsGenericMethod: true, IsGenericMethodDefinition: false } ? AddList(method.GetGenericArguments()) : (0, 0);
            number = (uint)_methods.Count;
            _methods.Add(new RawMethod
            {
                DeclaringType = declaring,
                Token = (uint)method.MetadataToken,
                FirstArgument = first,
                ArgumentCount = count,
                Name = strings.Add(FileLocalName.WithoutDigits(method.Name)),
                Signature = isFramework(method.Module.Assembly) ? (uint)FrameworkFile.SignatureOf(method.Module, method.MetadataToken) : 0,
            });
            _methodNumbers.Add(method, number);
        }

        return number;
    }

    /// <summary>The tables, with every dependency in its place.</summary>
    internal (RawType[] Types, RawMethod[] Methods) Finish(Func<Assembly, uint> dependency)
    {
        RawType[] types = _types.ToArray();
        for (int i = 0; i < types.Length; i++)
        {
            if (types[i].Recipe == TypeRecipe.Definition)
            {
                types[i].Of = dependency(_assemblies[(int)types[i].Of]);
            }
        }

        return (types, _methods.ToArray());
    }

    private RawType Instantiation(Type type)
    {
        uint definition = Add(type.GetGenericTypeDefinition());
        (uint first, uint count) = AddList(type.GetGenericArguments());
        return new RawType { Recipe = TypeRecipe.Instantiation, Of = definition, FirstArgument = first, ArgumentCount = count };
    }

    private RawType Definition(Type type)
    {
        int assembly = _assemblies.IndexOf(type.Assembly);
        if (assembly < 0)
        {
            assembly = _assemblies.Count;
            _assemblies.Add(type.Assembly);
        }

        return new RawType { Recipe = TypeRecipe.Definition, Of = (uint)assembly, Token = (uint)type.MetadataToken, Name = strings.Add(FileLocalName.WithoutDigits(type.Name)) };
    }

    private (uint First, uint Count) AddList(Type[] types)
    {
        uint[] numbers = [.. types.Select(Add)];
        uint first = (uint)_indexes.Count;
        _indexes.AddRange(numbers);
        return (first, (uint)numbers.Length);
    }

    /// <summary>Whether a static constructor must run before there is an object of a type.</summary>
    internal static bool HasPreciseStaticConstructor(Type type)
    {
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            if (level.TypeInitializer is not null && (level.Attributes & TypeAttributes.BeforeFieldInit) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
