using System.Reflection;
using Imaging.Format;
using Imaging.Identity;
using Imaging.Restore;

namespace Imaging.Serializer.Writing;

/// <summary>The assemblies that an image knows: itself, the core library, those whose images it is linked to, the others, each by name.</summary>
internal sealed class DependencyTable
{
    private readonly List<Assembly> _assemblies;
    private readonly Linkages _linkages;

    internal DependencyTable(Assembly package, Linkages linkages, IEnumerable<Assembly> others)
    {
        Assembly core = typeof(object).Assembly;
        _linkages = linkages;
        _assemblies = [package, core, .. linkages.Assemblies];
        _assemblies.AddRange(others
            .Except(_assemblies)
            .Distinct()
            .OrderBy(static assembly => assembly.GetName().Name, StringComparer.Ordinal));
    }

    internal uint IndexOf(Assembly assembly) => (uint)_assemblies.IndexOf(assembly);

    /// <param name="strings">The image's strings.</param>
    /// <param name="isFramework">Whether an assembly is part of the framework.</param>
    /// <param name="factsOf">What identifies a file.</param>
    internal RawDependency[] ToTable(StringTable strings, Func<Assembly, bool> isFramework, Func<string, AssemblyFacts> factsOf) =>
        [.. _assemblies.Select(assembly => isFramework(assembly) ? Framework(assembly, strings) : Package(assembly, strings, factsOf))];

    private static RawDependency Framework(Assembly assembly, StringTable strings)
    {
        AssemblyName name = assembly.GetName();
        var id = new Guid128(assembly.ManifestModule.ModuleVersionId);
        return new RawDependency
        {
            Name = strings.Add(name.Name!),
            Version = strings.Add(name.Version!.ToString()),
            Kind = DependencyKind.Framework,
            IdentityHigh = id.High,
            IdentityLow = id.Low,
        };
    }

    private RawDependency Package(Assembly assembly, StringTable strings, Func<string, AssemblyFacts> factsOf)
    {
        AssemblyFacts facts = factsOf(assembly.Location);
        (BuildId image, uint referenced) = _linkages.Of(assembly);
        return new RawDependency
        {
            Name = strings.Add(facts.Name),
            Version = strings.Add(facts.Version),
            Kind = DependencyKind.Package,
            IdentityHigh = facts.Identity.High,
            IdentityLow = facts.Identity.Low,
            Checksum = facts.Checksum,
            Image = image,
            ReferencedObjects = referenced,
        };
    }
}
