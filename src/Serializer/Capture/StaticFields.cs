using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Imaging.Serializer.Capture;

/// <summary>The static fields of an assembly that can hold an object.</summary>
internal sealed class StaticFields
{
    private const BindingFlags Statics =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal StaticFields(Assembly assembly)
    {
        Assembly = assembly;
        ILookup<bool, Type> types = TypesOf(assembly).ToLookup(static type => type.ContainsGenericParameters);
        ILookup<bool, FieldInfo> fields = types[false].SelectMany(Of).ToLookup(IsOfThread);
        OfProcess = [.. fields[false]];
        OfThread = [.. fields[true]];
        GenericDefinitions = [.. types[true].Where(static type => type.IsGenericTypeDefinition && Of(type).Any())];
        NamedInstantiations = [.. Named(assembly)];
    }

    internal Assembly Assembly { get; }

    /// <summary>Those of types that are not generic.</summary>
    internal IReadOnlyList<FieldInfo> OfProcess { get; }

    /// <summary>Those of types that are not generic, with a value for each thread.</summary>
    internal IReadOnlyList<FieldInfo> OfThread { get; }

    /// <summary>The generic types that have static fields.</summary>
    internal IReadOnlyList<Type> GenericDefinitions { get; }

    /// <summary>The instantiations of generic types that the assembly's code names: the name of the generic type, and the token.</summary>
    internal IReadOnlyList<(string Definition, int Token)> NamedInstantiations { get; }

    internal static IEnumerable<FieldInfo> Of(Type type) => type.GetFields(Statics).Where(IsCandidate);

    internal static bool IsOfThread(FieldInfo field) => field.IsDefined(typeof(ThreadStaticAttribute), inherit: false);

    /// <summary>The types of an assembly, without those whose bases are not deployed.</summary>
    internal static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    /// <summary>The type of a field; <see langword="null"/> where it lies in an assembly that is not deployed, such as that of what hosts a plug-in.</summary>
    internal static Type? TypeOf(FieldInfo field)
    {
        try
        {
            return field.FieldType;
        }
        catch (Exception exception) when (exception is IOException or TypeLoadException or BadImageFormatException)
        {
            return null;
        }
    }

    private static bool IsCandidate(FieldInfo field) =>
        !field.IsLiteral && TypeOf(field) is { IsPrimitive: false, IsEnum: false, IsByRefLike: false, IsPointer: false, IsFunctionPointer: false } type && type != typeof(string);

    private static IEnumerable<(string, int)> Named(Assembly assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = image.GetMetadataReader();
        for (int row = 1; row <= metadata.GetTableRowCount(TableIndex.TypeSpec); row++)
        {
            TypeSpecificationHandle handle = MetadataTokens.TypeSpecificationHandle(row);
            if (DefinitionName(metadata, metadata.GetTypeSpecification(handle)) is { } name)
            {
                yield return (name, MetadataTokens.GetToken(handle));
            }
        }
    }

    private static string? DefinitionName(MetadataReader metadata, TypeSpecification specification)
    {
        BlobReader signature = metadata.GetBlobReader(specification.Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadSignatureTypeCode();
        EntityHandle definition = signature.ReadTypeHandle();
        return definition.Kind switch
        {
            HandleKind.TypeDefinition => metadata.GetString(metadata.GetTypeDefinition((TypeDefinitionHandle)definition).Name),
            HandleKind.TypeReference => metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)definition).Name),
            _ => null,
        };
    }
}
