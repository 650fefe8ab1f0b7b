namespace Imaging;

/// <summary>
/// Declares how objects of a class are captured in package images and made again: by a class that derives from
/// <see cref="ImageSurrogate{T, TSurrogate}"/>.
/// </summary>
/// <param name="surrogate">
/// The class that derives from <see cref="ImageSurrogate{T, TSurrogate}"/>, with a constructor without parameters. For a
/// generic class it is a generic type definition with the same type parameters, in the same order:
/// <c>typeof(TreeSurrogate&lt;&gt;)</c>.
/// </param>
/// <remarks>
/// On a class, it speaks for that class. On an assembly, it speaks for a class of another package that does not know Imaging.
/// Where several assemblies declare one for the same class, that of the package whose image is made decides, then that of the
/// assembly that defines the class. Classes of the framework cannot have surrogates.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class ImageSurrogateAttribute(Type surrogate) : Attribute
{
    /// <summary>The class that derives from <see cref="ImageSurrogate{T, TSurrogate}"/>.</summary>
    public Type Surrogate { get; } = surrogate;

    /// <summary>
    /// Whether it stands for objects of derived and implementing classes too, which a class that is abstract and an interface
    /// need. What it makes must be of the same class as the object that was captured.
    /// </summary>
    /// <value><see langword="false"/> by default: objects of derived classes are then refused, until they have a surrogate of their own.</value>
    public bool IncludeDerivedTypes { get; set; }
}
