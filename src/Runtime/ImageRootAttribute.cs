namespace Imaging;

/// <summary>
/// Marks a static partial property as a root of its package's image: its value is built once, by
/// <c>dotnet build</c>, and restored when a program first reads the property.
/// </summary>
/// <param name="builder">Name of the static, parameterless method that makes the value.</param>
/// <remarks>The builder stays in the assembly and runs whenever the image cannot be used.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ImageRootAttribute(string builder) : Attribute
{
    /// <summary>Name of the static, parameterless method that makes the value.</summary>
    public string Builder { get; } = builder;
}
