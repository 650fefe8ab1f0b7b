using Imaging.Format;

namespace Imaging.Serializer.Verifying;

/// <summary>An object that the image of a dependency owns.</summary>
internal sealed record ExternalReference(string Package, ReferenceWord Target)
{
    public override string ToString() => $"the {Target.Tag.ToString().ToLowerInvariant()} object {Target.Payload:x} of the image of {Package}";
}

/// <summary>An object that the process has one of.</summary>
internal sealed record OutsideObject(GlobalKind Kind, Type? Type, uint Token, string Text)
{
    /// <summary>It is the string <see cref="Text"/>.</summary>
    internal bool IsText => Kind == GlobalKind.InternedString || this is { Kind: GlobalKind.Accessor, Token: (uint)GlobalAccessor.EmptyString };

    public override string ToString() => Kind switch
    {
        GlobalKind.StaticField => $"the value of {Type}.{Text}",
        _ => Type is null ? $"{(GlobalAccessor)Token}" : $"{(GlobalAccessor)Token} of {Type}",
    };
}
