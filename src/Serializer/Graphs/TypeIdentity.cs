namespace Imaging.Serializer.Graphs;

/// <summary>The name of a type across load contexts and versions of assemblies.</summary>
internal static class TypeIdentity
{
    internal static string Of(Type type)
    {
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{(type.IsSZArray ? "" : type.GetArrayRank() == 1 ? "*" : new string(',', type.GetArrayRank() - 1))}]";
        }

        string arguments = type.IsGenericType && !type.IsGenericTypeDefinition
            ? $"<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
            : "";
        return $"{DefinitionName(type)}{arguments} of {type.Assembly.GetName().Name}";
    }

    /// <summary>Namespace and name of a type, or of the generic that it is an instantiation of.</summary>
    internal static string DefinitionName(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name;
}
