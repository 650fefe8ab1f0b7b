namespace Imaging.Serializer.Capture;

/// <summary>What a class says by deriving from <see cref="ImageSurrogate{T, TSurrogate}"/>, of whichever copy of Imaging.Runtime.</summary>
internal static class SurrogateContract
{
    /// <summary>The class that surrogates stand for, and the type of surrogates; <see langword="null"/> where the class does not derive from it.</summary>
    internal static Type[]? Of(Type surrogate)
    {
        Type? level = surrogate;
        while (level is not null && !(level.IsGenericType && level.GetGenericTypeDefinition().FullName == typeof(ImageSurrogate<,>).FullName))
        {
            level = level.BaseType;
        }

        return level?.GetGenericArguments();
    }
}
