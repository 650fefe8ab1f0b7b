using System.Reflection;

namespace Imaging.Serializer.SideEffects;

/// <summary>A static field that a builder left other than it found it.</summary>
/// <param name="Field">The field.</param>
/// <param name="What">What became of it.</param>
internal sealed record StaticChange(FieldInfo Field, string What)
{
    public override string ToString() => $"{Field.DeclaringType}.{Capture.TypeFields.FieldName(Field)}";
}
