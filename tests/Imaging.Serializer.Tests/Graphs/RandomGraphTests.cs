using System.Globalization;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>Random graphs of all kinds of objects, each from a seed of its own.</summary>
[TestClass]
public sealed class RandomGraphTests
{
    private const int SeedCount = 30;

    public static IEnumerable<object[]> Seeds => Enumerable.Range(1, SeedCount).Select(static seed => new object[] { seed });

    [TestMethod]
    [DynamicData(nameof(Seeds))]
    public Task Restored_is_what_the_builder_makes(int seed) =>
        GraphRun.AssertSameAsync("Random", string.Create(CultureInfo.InvariantCulture, $"Seed{seed}"), Source, RunCondition.All[1..3]);

    private static string Source() =>
        $$"""
        {{TestSource.Read("Random")}}
        public static class Roots
        {
            {{string.Join(Environment.NewLine, Seeds.Select(static seed => $"public static readonly ImageRoot<Vertex[]> Seed{seed[0]} = new(() => Generator.Make({seed[0]}));"))}}
        }
        """;
}
