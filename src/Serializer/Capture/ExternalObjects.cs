using System.Reflection;
using Imaging.Format;

namespace Imaging.Serializer.Capture;

/// <summary>A unit of a dependency's image that was restored while the package is captured, because a builder read a root of it.</summary>
/// <param name="assembly">The dependency.</param>
/// <param name="image">Build id of its image.</param>
/// <param name="number">The unit's place in that image.</param>
/// <param name="roots">Names of its roots.</param>
internal sealed class RestoredUnit(Assembly assembly, BuildId image, uint number, IReadOnlyList<string> roots)
{
    internal Assembly Assembly => assembly;

    internal string Package { get; } = assembly.GetName().Name!;

    internal BuildId Image => image;

    internal uint Number => number;

    internal IReadOnlyList<string> Roots => roots;
}

/// <summary>An object that a dependency's image owns.</summary>
/// <param name="unit">A unit that has it.</param>
/// <param name="word">What refers to it in that image.</param>
internal sealed class ExternalObject(RestoredUnit unit, ReferenceWord word)
{
    private List<RestoredUnit>? _others;

    internal ReferenceWord Word => word;

    /// <summary>A unit that has it.</summary>
    internal RestoredUnit Unit => unit;

    internal Assembly Assembly => unit.Assembly;

    /// <summary>Whether one of some units has it: strings belong to every unit of their image that refers to them.</summary>
    internal bool IsOfAny(HashSet<RestoredUnit> units) => units.Contains(unit) || (_others?.Exists(units.Contains) ?? false);

    internal void AddUnit(RestoredUnit other) => (_others ??= []).Add(other);
}

/// <summary>The objects that images of dependencies own: the package's image refers to them, and holds no copies.</summary>
/// <param name="hasSurrogate">Whether objects of a class are made from surrogates: what they hold is their own affair, and may change as they are used.</param>
internal sealed class ExternalObjects(Func<Type, bool> hasSurrogate)
{
    private readonly object _gate = new();
    private readonly Dictionary<object, ExternalObject> _owned = new(ReferenceEqualityComparer.Instance);
    private readonly List<RestoredUnit> _units = [];
    private readonly RestoredContents _contents = new();

    /// <summary>The units that were restored, in that order.</summary>
    internal IReadOnlyList<RestoredUnit> Units => _units;

    /// <summary>Told of each unit as it is restored, on the thread that reads its root.</summary>
    internal void Add(Assembly assembly, string image, uint number, string[] roots, object?[] values, ulong[] words, object[] objects)
    {
        lock (_gate)
        {
            var unit = new RestoredUnit(assembly, BuildId.Parse(image), number, roots);
            _units.Add(unit);
            _contents.AddRoots(roots, values);
            for (int i = 0; i < objects.Length; i++)
            {
                if (_owned.TryGetValue(objects[i], out ExternalObject? known))
                {
                    known.AddUnit(unit);
                    continue;
                }

                _owned.Add(objects[i], new ExternalObject(unit, new ReferenceWord(words[i])));
                if (!hasSurrogate(objects[i].GetType()))
                {
                    _contents.Take(objects[i]);
                }
            }
        }
    }

    /// <summary>Who owns an object; <see langword="null"/> where no image of a dependency does.</summary>
    internal ExternalObject? OwnerOf(object value) => _owned.Count > 0 && _owned.TryGetValue(value, out ExternalObject? owner) ? owner : null;

    /// <summary>The unit that a root of a dependency was restored with; <see langword="null"/> where its builder ran.</summary>
    internal RestoredUnit? UnitOf(string assembly, string root) => _units.Find(unit => unit.Package == assembly && unit.Roots.Contains(root));

    /// <summary>The first object that is not as it was when its unit was restored, and the path to what differs; <see langword="null"/> where there is none.</summary>
    internal (RestoredUnit Unit, string Place)? FindChange() =>
        _contents.FindChange() is { } change ? (_owned[change.Value].Unit, change.Place) : null;
}
