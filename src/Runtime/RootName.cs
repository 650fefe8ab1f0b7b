using System.Reflection;

namespace Imaging;

/// <summary>What a root is called in messages: its declaring type and its member.</summary>
internal static class RootName
{
    internal static string Of(MethodInfo builder, string? member)
    {
        Type? type = builder.DeclaringType;
        while (type is { DeclaringType: { } outer } && type.Name[0] == '<')
        {
            type = outer;
        }

        return $"{type?.FullName ?? builder.Module.Name}.{(string.IsNullOrEmpty(member) ? builder.Name : member)}";
    }
}
