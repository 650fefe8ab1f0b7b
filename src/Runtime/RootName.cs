namespace Imaging;

/// <summary>What a root is called: the full name of its declaring type, a dot, and its member.</summary>
internal static class RootName
{
    internal static string Of(Type declaring, string? member) => $"{FileLocalName.WithoutDigits(declaring.FullName ?? "")}.{member}";

    /// <summary>The type that declares a root, told from its builder: not one that the compiler made around a lambda.</summary>
    internal static Type DeclaringType(Delegate builder)
    {
        Type type = builder.Target?.GetType() ?? builder.Method.DeclaringType ?? typeof(void);
        while (type is { DeclaringType: { } outer } && type.Name[0] == '<')
        {
            type = outer;
        }

        return type;
    }
}
