using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Packages;

/// <summary>Finds what a package and its closure declare about surrogates.</summary>
/// <remarks>
/// Attributes are read in a context of their own: an assembly that only declares a surrogate is loaded beside the builders
/// when an object of its class is met, and roots that have none do not rest on it.
/// </remarks>
internal sealed class SurrogateDeclarations(PackageContext context, Func<Assembly, bool> isFramework)
{
    private const BindingFlags Constructors = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private PackageContext? _second;

    internal IReadOnlyList<SurrogateDeclaration> Find(IEnumerable<string> assemblies) =>
        [.. assemblies.SelectMany(path => DeclaringTokens(path).SelectMany(token => Read(Path.GetFileNameWithoutExtension(path), token)))];

    // Of the assembly itself, and of types.
    private static List<int> DeclaringTokens(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            return file.HasMetadata ? DeclaringTokens(file.GetMetadataReader()) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            // Whoever needs the assembly says so.
            return [];
        }
    }

    private static List<int> DeclaringTokens(MetadataReader metadata)
    {
        var tokens = new List<int>();
        HashSet<EntityHandle> constructors =
        [
            .. metadata.MemberReferences.Where(handle => metadata.GetMemberReference(handle).Parent is { Kind: HandleKind.TypeReference } parent
                && metadata.GetTypeReference((TypeReferenceHandle)parent) is var type
                && metadata.StringComparer.Equals(type.Name, nameof(ImageSurrogateAttribute))
                && metadata.StringComparer.Equals(type.Namespace, nameof(Imaging)))
                .Select(static handle => (EntityHandle)handle),
        ];
        if (constructors.Count == 0)
        {
            return tokens;
        }

        foreach (CustomAttributeHandle handle in metadata.CustomAttributes)
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            if (constructors.Contains(attribute.Constructor) && !tokens.Contains(MetadataTokens.GetToken(attribute.Parent)))
            {
                tokens.Add(MetadataTokens.GetToken(attribute.Parent));
            }
        }

        return tokens;
    }

    private IReadOnlyList<SurrogateDeclaration> Read(string declaredBy, int token)
    {
        ClassName? target = null;
        try
        {
            _second ??= context.Again();
            Assembly assembly = _second.LoadFromAssemblyName(new AssemblyName(declaredBy));
            Type? declaring = MetadataTokens.EntityHandle(token).Kind == HandleKind.TypeDefinition ? assembly.ManifestModule.ResolveType(token) : null;
            target = declaring is null ? null : ClassName.Of(declaring);
            return
            [
                .. (declaring?.GetCustomAttributesData() ?? assembly.GetCustomAttributesData())
                    .Where(static attribute => attribute.AttributeType.FullName == typeof(ImageSurrogateAttribute).FullName)
                    .Select(attribute => Read(declaredBy, declaring, attribute)),
            ];
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException or CustomAttributeFormatException)
        {
            return [new SurrogateDeclaration { DeclaredBy = declaredBy, Surrogate = default, Target = target, Problem = $"its attributes cannot be read: {exception.Message}" }];
        }
    }

    private SurrogateDeclaration Read(string declaredBy, Type? declaring, CustomAttributeData attribute)
    {
        ClassName? declaringName = declaring is null ? null : ClassName.Of(declaring);
        if (attribute.ConstructorArguments is not [{ Value: Type surrogate }])
        {
            return new SurrogateDeclaration { DeclaredBy = declaredBy, Surrogate = default, Target = declaringName, Problem = "its ImageSurrogate attribute names no class" };
        }

        bool includesDerived = attribute.NamedArguments.Any(static argument => argument is { MemberName: nameof(ImageSurrogateAttribute.IncludeDerivedTypes), TypedValue.Value: true });
        Type? target = SurrogateContract.Of(surrogate)?[0];
        return new SurrogateDeclaration
        {
            DeclaredBy = declaredBy,
            Surrogate = ClassName.Of(surrogate),
            Target = target is null ? declaringName : ClassName.Of(target),
            TargetArguments = target is { IsGenericType: true } && !surrogate.IsGenericTypeDefinition ? [.. target.GetGenericArguments().Select(static argument => argument.AssemblyQualifiedName ?? "")] : null,
            IncludesDerived = includesDerived,
            Problem = Problem(surrogate, target, declaring, includesDerived),
        };
    }

    private string? Problem(Type surrogate, Type? target, Type? declaring, bool includesDerived)
    {
        if (target is null)
        {
            return $"{surrogate} does not derive from ImageSurrogate<T, TSurrogate>; derive it from that";
        }

        if (surrogate.IsAbstract || surrogate.GetConstructor(Constructors, Type.EmptyTypes) is null)
        {
            return $"{surrogate} cannot be made; let it be a class that is not abstract, with a constructor without parameters";
        }

        if (surrogate.IsGenericType && !surrogate.IsGenericTypeDefinition)
        {
            return $"{surrogate} is one instantiation of a generic class; name the class itself, as typeof(S<>), or derive a class that is not generic";
        }

        if (surrogate.IsGenericTypeDefinition && !(target.IsGenericType && target.GetGenericArguments().SequenceEqual(surrogate.GetGenericArguments())))
        {
            return $"{surrogate} has other type parameters than {target}, or in another order; give both the same";
        }

        if (isFramework(target.Assembly) || target.IsArray || typeof(Delegate).IsAssignableFrom(target) || target.IsGenericParameter)
        {
            return $"{target} is {(isFramework(target.Assembly) ? "a type of the framework" : "no class of a package")}, which cannot have a surrogate; give one to the class of yours that holds it";
        }

        if (target.IsAbstract && !includesDerived)
        {
            return $"no object is of the {(target.IsInterface ? "interface" : "abstract class")} {target} itself; set IncludeDerivedTypes, or declare surrogates for the classes that objects have";
        }

        return declaring is not null && ClassName.Of(declaring) != ClassName.Of(target)
            ? $"{declaring} declares {surrogate}, which stands for {target}; declare it there, or on the assembly"
            : null;
    }
}
