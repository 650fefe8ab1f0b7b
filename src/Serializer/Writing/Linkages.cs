using System.Reflection;
using Imaging.Format;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>What the units of an image are linked to in the images of dependencies.</summary>
internal sealed class Linkages
{
    private readonly List<Assembly> _assemblies;
    private readonly HashSet<RestoredUnit>[] _units;
    private readonly HashSet<ExternalObject> _referenced = [];

    /// <param name="linked">The units whose roots were read by the builders of each unit's roots.</param>
    /// <param name="referenced">What the captured graphs refer to.</param>
    internal Linkages(IReadOnlyList<HashSet<RestoredUnit>> linked, IEnumerable<ExternalObject> referenced)
    {
        _units = [.. linked];
        _assemblies =
        [
            .. linked.SelectMany(static units => units)
                .Select(static unit => unit.Assembly)
                .Concat(referenced.Select(static owned => owned.Assembly))
                .Distinct()
                .OrderBy(static assembly => assembly.GetName().Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The dependencies that are linked to, in their order in the image.</summary>
    internal IReadOnlyList<Assembly> Assemblies => _assemblies;

    /// <summary>The word for an object of a dependency's image, as a unit refers to it.</summary>
    internal ulong Word(ExternalObject owned, int unit)
    {
        _referenced.Add(owned);
        if (!owned.IsOfAny(_units[unit]))
        {
            _units[unit].Add(owned.Unit);
        }

        return ReferenceWord.EncodeExternal(DependencyOf(owned.Assembly), owned.Word.Tag, owned.Word.Payload).Bits;
    }

    /// <summary>Build id of a dependency's image, and how many of its objects are referred to.</summary>
    internal (BuildId Image, uint ReferencedObjects) Of(Assembly assembly) =>
        _units.SelectMany(static units => units).FirstOrDefault(unit => unit.Assembly == assembly) is { } linked
            ? (linked.Image, (uint)_referenced.Count(owned => owned.Assembly == assembly))
            : default;

    /// <summary>The table of all units' linkages, each unit's in order. Says in each unit which are its own.</summary>
    internal RawLinkage[] ToTable(RawUnit[] units)
    {
        var table = new RecordList<RawLinkage>();
        for (int unit = 0; unit < units.Length; unit++)
        {
            units[unit].FirstLinkage = (uint)table.Count;
            units[unit].LinkageCount = (uint)_units[unit].Count;
            foreach (RestoredUnit linked in _units[unit].OrderBy(linked => DependencyOf(linked.Assembly)).ThenBy(static linked => linked.Number))
            {
                table.Add(new RawLinkage { Dependency = DependencyOf(linked.Assembly), Unit = linked.Number });
            }
        }

        return table.ToArray();
    }

    private uint DependencyOf(Assembly assembly) => ImageFormat.CoreDependency + 1 + (uint)_assemblies.IndexOf(assembly);
}
