/// <summary>What docs/shapes.md calls the shape of a root.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ShapeAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
