namespace Imaging;

/// <summary>
/// Says how objects of a class are captured in package images and made again: as a surrogate, which holds what the object
/// is made from. It takes effect where an <see cref="ImageSurrogateAttribute"/> declares it.
/// </summary>
/// <typeparam name="T">The class that surrogates stand for. It may belong to another package, and not to the framework.</typeparam>
/// <typeparam name="TSurrogate">
/// What is captured in place of the object: any type that an image can hold, such as a string, a record or a tuple. It may
/// lead to other objects of the root's graph, which stay the same objects, and to objects that have surrogates themselves.
/// </typeparam>
/// <remarks>
/// Both methods are pure functions: they depend on their argument and on code alone, and may be called at any time, on any
/// thread. An object of the derived class is made whenever one is needed, so it has no state.
/// An object that is met more than once in a graph has one surrogate, and is made once.
/// </remarks>
public abstract class ImageSurrogate<T, TSurrogate> : ISurrogate
    where T : class
{
    /// <summary>Gives what an object is made from. Called in the build, after the builders of the roots that hold the object.</summary>
    /// <param name="value">The object, which stays as it is.</param>
    /// <returns>What is captured in its place; it must not lead back to <paramref name="value"/>.</returns>
    /// <remarks>What it throws refuses the root, which then keeps its builder.</remarks>
    public abstract TSurrogate ToSurrogate(T value);

    /// <summary>Makes an object again. Called when a root that holds the object is read for the first time in a program.</summary>
    /// <param name="surrogate">What <see cref="ToSurrogate"/> gave, complete with everything that it leads to.</param>
    /// <returns>
    /// An object of the same class as the one that was captured, never <see langword="null"/>: a new one, or the one that a
    /// static field of the process holds.
    /// </returns>
    /// <remarks>What it throws makes the roots that hold the object use their builders.</remarks>
    public abstract T FromSurrogate(TSurrogate surrogate);

    object? ISurrogate.Capture(object value) => ToSurrogate((T)value);

    object? ISurrogate.Restore(object? surrogate) => FromSurrogate((TSurrogate)surrogate!);
}
