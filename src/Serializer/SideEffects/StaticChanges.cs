using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Serializer.Capture;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.SideEffects;

/// <summary>
/// Finds what builders wrote to static fields: a registry, a switch, a counter. What they hold after a builder ran is
/// compared with what they hold in a second load of the package, in which nothing but their types' initialisers ran.
/// </summary>
/// <remarks>
/// Libraries keep caches that look like registries. Of what belongs to another package, only that counts which everybody may
/// set, or which the package has put something of its own into.
/// </remarks>
/// <param name="package">The package that is captured.</param>
/// <param name="initial">The second load.</param>
internal sealed class StaticChanges(Assembly package, InitialStatics initial)
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Dictionary<Type, FieldInfo[]> _fields = [];
    private readonly HashSet<FieldInfo> _notTold = [];
    private readonly Dictionary<FieldInfo, (object? Value, RestoredContents Contents)> _known = [];

    /// <summary>What the last builder changed and none before it.</summary>
    internal IReadOnlyList<StaticChange> Find(IEnumerable<Assembly> assemblies)
    {
        Type[] initialised = [.. assemblies.SelectMany(StaticFields.TypesOf).Where(static type => !type.ContainsGenericParameters && ClassInitialization.IsComplete(type))];
        var changes = new List<StaticChange>();
        foreach (FieldInfo field in initialised.SelectMany(FieldsOf).Where(field => !_notTold.Contains(field)))
        {
            object? value = field.GetValue(null);
            if (_known.TryGetValue(field, out (object? Value, RestoredContents Contents) known))
            {
                if (IsStill(value, known.Value) && known.Contents.FindChange() is null)
                {
                    continue;
                }
            }
            else if (!IsChanged(field, value, initialised))
            {
                continue;
            }

            changes.Add(new StaticChange(field, Describe(field, value)));
            _known[field] = (value, RestoredContents.OfAll(value));
        }

        return changes;
    }

    private FieldInfo[] FieldsOf(Type type)
    {
        if (!_fields.TryGetValue(type, out FieldInfo[]? fields))
        {
            _fields.Add(type, fields = [.. type.GetFields(Statics).Where(WatchedField.Is)]);
        }

        return fields;
    }

    private bool IsChanged(FieldInfo field, object? value, Type[] initialised)
    {
        if (field.IsInitOnly && (value is null || CacheTypes.Are(value.GetType()) || ImmutableGraph.IsImmutable(value)))
        {
            return false;
        }

        if (field.Module.Assembly != package && !WatchedField.IsSetByAnyone(field) && !OwnObjects.AreBehind(value, package))
        {
            return false;
        }

        if (!initial.TryRead(field, out object? first) || IsSame(value, first))
        {
            return false;
        }

        if (!field.IsInitOnly && IsEmpty(first) && WatchedField.IsLazy(field))
        {
            return false;
        }


        // Initialisers of other types may have written it, as they will in the program; and one that gives something else each
        // time tells nothing.
        if (!initial.TryReadAfter(initialised, field, out first) || IsSame(value, first) || !initial.IsRepeated(initialised, field, first))
        {
            _notTold.Add(field);
            return false;
        }

        return true;
    }

    private static bool IsStill(object? value, object? other) => value is string or ValueType ? IsSame(value, other) : ReferenceEquals(value, other);

    // Never by Equals, which may be the user's: it may throw, and it may leave out what a builder changed.
    private static bool IsSame(object? value, object? other) => SameContent.Is(value, other, int.MaxValue, CacheTypes.Are);

    private static bool IsEmpty(object? value) =>
        value is null || (value.GetType().IsValueType && IsSame(value, RuntimeHelpers.GetUninitializedObject(value.GetType())));

    private static string Describe(FieldInfo field, object? value) =>
        value is System.Collections.ICollection collection ? $"which has {collection.Count} elements now"
        : field.IsInitOnly ? $"or what it leads to"
        : "which it set";
}
