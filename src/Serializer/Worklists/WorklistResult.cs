namespace Imaging.Serializer.Worklists;

/// <summary>What became of a worklist.</summary>
/// <param name="Dependencies">The packages below the project that may declare roots, each after those that it rests on.</param>
/// <param name="Package">The project's own; <see langword="null"/> where its builders cannot run here.</param>
/// <param name="Cycles">Names of assemblies that reference each other.</param>
internal sealed record WorklistResult(IReadOnlyList<UnitOutcome> Dependencies, UnitOutcome? Package, IReadOnlyList<IReadOnlyList<string>> Cycles)
{
    internal IEnumerable<UnitOutcome> Units => Package is null ? Dependencies : Dependencies.Append(Package);
}
