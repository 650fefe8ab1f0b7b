using Imaging.Identity;
using Imaging.Layout;

namespace Imaging.Restore;

/// <summary>
/// The comparers that the framework's tables of strings hold, each wrapped around the one that the program named. Only static
/// fields hold them, and to read one by reflection takes longer than restoring a small root.
/// </summary>
internal static unsafe class WrappedComparers
{
    /// <summary>What a static field holds, from the method that the framework's tables ask.</summary>
    /// <param name="declaring">The type that declares the field.</param>
    /// <param name="field">The field's name.</param>
    /// <returns><see langword="null"/> where it is none of these fields, or this framework has them in another way.</returns>
    internal static object? Find(Type declaring, ByteRegion field)
    {
        object? named = field.Is("WrappedAroundDefaultComparer") ? EqualityComparer<string>.Default
            : field.Is("WrappedAroundStringComparerOrdinal") ? StringComparer.Ordinal
            : field.Is("WrappedAroundStringComparerOrdinalIgnoreCase") ? StringComparer.OrdinalIgnoreCase
            : null;
        if (named is null || declaring.IsArray || declaring.Assembly != typeof(object).Assembly || !InternalMethod.IsOfKnownRuntime)
        {
            return null;
        }

        var wrap = (delegate*<object, object?>)InternalMethod.Find(
            declaring, "GetStringComparer", [InternalMethod.Static, 1, InternalMethod.Instantiation, InternalMethod.Class]);
        return wrap is not null && wrap(named) is { } found && declaring.IsInstanceOfType(found) && Wraps(found, named, declaring) ? found : null;
    }

    private static bool Wraps(object comparer, object named, Type declaring)
    {
        int token = LoadedMetadata.Of(declaring.Assembly).FindField(declaring.MetadataToken, "_underlyingComparer");
        return token != 0 && ReferenceEquals(InstanceField.Of<object?>(comparer, FieldOffset.Of(declaring.Module, token)), named);
    }
}
