using System.Reflection;

namespace Imaging.Serializer.Packages;

/// <summary>A root that a package declares: an <c>Imaging.ImageRoot</c> in a static field that does not change.</summary>
/// <param name="Name">Full name of the declaring type, a dot, and the member.</param>
/// <param name="Builder">The builder.</param>
/// <param name="Cell">The <c>ImageRoot</c> itself.</param>
internal sealed record DeclaredRoot(string Name, MethodInfo Builder, object Cell)
{
    /// <summary>Reads the root, which runs its builder.</summary>
    internal object? Build() => Cell.GetType().GetProperty("Value")!.GetMethod!.Invoke(Cell, BindingFlags.DoNotWrapExceptions, null, null, null);
}
