using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Finds the objects that the process has one of.</summary>
internal sealed class GlobalResolver(ImageView image, TypeResolver types)
{
    private readonly object?[] _values = new object?[image.Globals.Count];

    /// <summary>Looks a global up. Runs foreign code: static constructors.</summary>
    /// <exception cref="RestoreException">It is null.</exception>
    internal void Find(uint index)
    {
        ref readonly RawGlobal global = ref image.Globals[index];
        _values[index] ??= global.Kind switch
        {
            GlobalKind.StaticField => StaticField(global),
            GlobalKind.StaticPath => Behind(global),
            GlobalKind.Accessor => Accessor(global),
            GlobalKind.Member => types.ResolveMember(global),
            GlobalKind.InternedString => string.Intern(image.Text(global.Text)),
            _ => throw new ImageFormatException($"the image is damaged: global {index}"),
        };
    }

    /// <summary>A global that was found before.</summary>
    internal object Value(ulong index)
    {
        if (index >= (ulong)_values.Length || _values[index] is not { } value)
        {
            throw new ImageFormatException($"the image is damaged: global {index}");
        }

        return value;
    }

    private object Behind(in RawGlobal global)
    {
        FieldInfo field = types.ResolveStaticField(global);
        string path = image.Text(global.Text);
        return StaticPath.Follow(field.GetValue(null), path[field.Name.Length..])
            ?? throw new RestoreException($"the static field {field.DeclaringType}.{field.Name} does not lead to {field.DeclaringType}.{StaticPath.Describe(path)}");
    }

    private object Accessor(in RawGlobal global) =>
        GlobalAccessors.Get((GlobalAccessor)global.Token, global.Type == ImageFormat.None ? null : types.Resolve(global.Type), global.Text.Length == 0 ? "" : image.Text(global.Text));

    private object StaticField(in RawGlobal global) =>
        WrappedComparers.Find(types.Resolve(global.Type), image.TextBytes(global.Text)) ?? ReadStaticField(global);

    // Apart: what a method of reflection needs is loaded before it runs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private object ReadStaticField(in RawGlobal global)
    {
        FieldInfo field = types.ResolveStaticField(global);
        return field.GetValue(null) ?? throw new RestoreException($"the static field {field.DeclaringType}.{field.Name} is null");
    }
}
