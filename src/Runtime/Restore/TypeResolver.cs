using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Imaging.Format;
using Imaging.Identity;
using Imaging.Layout;
using Imaging.Servicing;

namespace Imaging.Restore;

/// <summary>Makes types and members from their recipes.</summary>
internal sealed class TypeResolver(ImageView image, DependencyResolver dependencies)
{
    /// <summary>The members of a type, and those that it inherits.</summary>
    internal const BindingFlags AllMembers = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    // No stack ends there.
    private const uint DeepestNesting = 100;

    private readonly Type?[] _types = new Type?[image.Types.Count];

    /// <summary>The type of a recipe.</summary>
    /// <exception cref="RestoreException">The type's assembly is not the one that the image was made with.</exception>
    /// <exception cref="ImageFormatException">The recipe makes no sense.</exception>
    internal Type Resolve(uint index)
    {
        ref readonly RawType recipe = ref image.Types[index];
        return _types[index] ??= Make(recipe, index);
    }

    /// <summary>A type that the image has objects of, its layout compared.</summary>
    /// <exception cref="RestoreException">Its layout is not the one that the image was made with.</exception>
    internal Type ResolveWithObjects(uint index)
    {
        Type type = Resolve(index);
        ref readonly RawType recipe = ref image.Types[index];
        if ((recipe.Flags & TypeFlags.HasObjects) == 0
            || type.ContainsGenericParameters
            || type.IsAbstract
            || type.IsByRefLike
            || type.IsPointer
            || typeof(Delegate).IsAssignableFrom(type))
        {
            ImageFormatException.Throw($"objects of the type {type}");
        }

        MethodTableFacts facts = MethodTableFacts.Of(type);
        if (facts.BaseSize != recipe.BaseSize
            || facts.ComponentSize != recipe.ComponentSize
            || facts.ContainsReferences != ((recipe.Flags & TypeFlags.HasReferences) != 0)
            || facts.HasFinalizer
            || (recipe.Layout != 0 && recipe.Layout != FieldLayout.HashOf(type)))
        {
            throw new RestoreException($"the type {type} has another layout than the image was made with");
        }

        return type;
    }

    /// <summary>The handle of a method that a class which is not generic declares for its objects or for itself, and that is not generic either.</summary>
    /// <returns><see langword="false"/> where only <see cref="ResolveMethod"/> can tell what the recipe is of.</returns>
    internal bool TryResolveOrdinaryMethod(uint index, out RuntimeMethodHandle method)
    {
        ref readonly RawMethod recipe = ref image.Methods[index];
        Type declaring = Resolve(recipe.DeclaringType);
        int token = (int)recipe.Token;
        bool isOrdinary = recipe.ArgumentCount == 0
            && declaring is { IsGenericType: false, IsArray: false, IsValueType: false, IsInterface: false }
            && !IsOfOtherBuild(recipe.DeclaringType)
            && LoadedMetadata.Of(declaring.Assembly).IsOrdinaryMethod(declaring.MetadataToken, token)
            && IsNamed(declaring.Module, token, recipe.Name);
        method = isOrdinary ? declaring.Module.ModuleHandle.ResolveMethodHandle(token) : default;
        return isOrdinary;
    }

    internal MethodInfo ResolveMethod(uint index)
    {
        ref readonly RawMethod recipe = ref image.Methods[index];
        Type declaring = Resolve(recipe.DeclaringType);
        Module module = declaring.Module;
        int token = IsOfOtherBuild(recipe.DeclaringType) ? OtherFramework.FindMethod(declaring, image.TextBytes(recipe.Name), recipe.Signature) : (int)recipe.Token;
        MethodBase? method = module.ResolveMethod(token);
        if (method is not null && declaring.IsGenericType)
        {
            method = MethodBase.GetMethodFromHandle(method.MethodHandle, declaring.TypeHandle);
        }

        if (method is not MethodInfo found || found.DeclaringType != declaring || !IsNamed(module, found.MetadataToken, recipe.Name))
        {
            throw new ImageFormatException("the image is damaged: a method of " + declaring);
        }

        if (recipe.ArgumentCount > 0)
        {
            found = found.MakeGenericMethod(Arguments(recipe.FirstArgument, recipe.ArgumentCount, ImageFormat.None));
        }

        return found;
    }

    internal FieldInfo ResolveStaticField(in RawGlobal global)
    {
        Type declaring = Resolve(global.Type);
        RawString name = global.Kind == GlobalKind.StaticPath ? FieldName(global.Text) : global.Text;
        foreach (FieldInfo field in declaring.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if ((field.MetadataToken == (int)global.Token || IsOfOtherBuild(global.Type)) && IsNamed(declaring.Module, field.MetadataToken, name))
            {
                return field;
            }
        }

        throw new ImageFormatException("the image is damaged: a static field of " + declaring);
    }

    internal MemberInfo ResolveMember(in RawGlobal global)
    {
        Type declaring = Resolve(global.Type);
        if (IsOfOtherBuild(global.Type))
        {
            throw new RestoreException($"the framework is another build, in which the member {image.Text(global.Text)} of {declaring} cannot be told");
        }

        foreach (MemberInfo member in declaring.GetMembers(AllMembers))
        {
            if (member.MetadataToken == (int)global.Token && member is not Type && member.Name == image.Text(global.Text))
            {
                return member.DeclaringType != declaring && dependencies.HasOtherBuild
                    ? throw new RestoreException($"the framework is another build, in which the member {member.Name} that {declaring} inherits cannot be told")
                    : member;
            }
        }

        throw new ImageFormatException("the image is damaged: a member of " + declaring);
    }

    private RawString FieldName(RawString text)
    {
        int length = image.Text(text).IndexOf(StaticPath.Separator, StringComparison.Ordinal);
        return length < 0 ? text : text with { Length = (uint)Encoding.UTF8.GetByteCount(image.Text(text).AsSpan(0, length)) };
    }

    private Type Make(in RawType recipe, uint index)
    {
        // A forged nesting may be deeper than any stack: as deep as there are recipes before it.
        if (index > DeepestNesting)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }

        switch (recipe.Recipe)
        {
            case TypeRecipe.Definition:
                Module module = dependencies.Module(recipe.Of);
                if (dependencies.IsOtherBuild(recipe.Of))
                {
                    return OtherFramework.FindType(image, index, module);
                }

                Type type = Definition(module, recipe.Token);
                if (!IsNamed(module, (int)recipe.Token, recipe.Name))
                {
                    ImageFormatException.Throw($"a type token gives {type}");
                }

                return type;

            case TypeRecipe.Instantiation when recipe.Of < index:
                return Resolve(recipe.Of).MakeGenericType(Arguments(recipe.FirstArgument, recipe.ArgumentCount, index));

            case TypeRecipe.Vector when recipe.Of < index:
                return Resolve(recipe.Of).MakeArrayType();

            case TypeRecipe.Array when recipe.Of < index && recipe.ArgumentCount is > 0 and <= ImageFormat.MaxRank:
                return Resolve(recipe.Of).MakeArrayType((int)recipe.ArgumentCount);

            default:
                throw new ImageFormatException($"the image is damaged: the recipe of type {index}");
        }
    }

    // Not Module.ResolveType, which takes longer for its first call and references besides definitions, which no recipe has.
    private static Type Definition(Module module, uint token)
    {
        if (MetadataToken.TableOf(token) != Table.TypeDef || MetadataToken.RowOf(token) <= Table.RowOfGlobalMembers)
        {
            ImageFormatException.Throw($"a type token {token:x}");
        }

        return Type.GetTypeFromHandle(module.ModuleHandle.ResolveTypeHandle((int)token))!;
    }

    // An array's members are nobody's, and a generic type's are its definition's.
    private bool IsOfOtherBuild(uint type)
    {
        ref readonly RawType recipe = ref image.Types[type];
        return recipe.Recipe switch
        {
            TypeRecipe.Definition => dependencies.IsOtherBuild(recipe.Of),
            TypeRecipe.Instantiation => dependencies.IsOtherBuild(image.Types[recipe.Of].Of),
            _ => false,
        };
    }

    private bool IsNamed(Module module, int token, in RawString recorded)
    {
        ByteRegion name = LoadedMetadata.Of(module.Assembly).Name(token);
        return name.Is(image.TextBytes(recorded)) || FileLocalDigits.IsWithout(name, image.TextBytes(recorded));
    }

    private Type[] Arguments(uint first, uint count, uint before)
    {
        image.Indexes.CheckRange(first, count);
        var arguments = new Type[count];
        for (uint i = 0; i < count; i++)
        {
            uint argument = image.Indexes[first + i].Value;
            arguments[i] = argument < before ? Resolve(argument) : throw new ImageFormatException("the image is damaged: a type argument");
        }

        return arguments;
    }
}
