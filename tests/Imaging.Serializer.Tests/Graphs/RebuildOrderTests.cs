using System.Diagnostics;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>The order in which tables are made again.</summary>
[TestClass]
public sealed class RebuildOrderTests
{
    [TestMethod]
    public void Each_comes_after_what_it_depends_on_and_circles_come_together()
    {
        int[][] graph = [[1, 2], [3], [3], [], [5], [6, 3], [4], [7]];
        var order = new DependencyOrder(graph.Length, vertex => graph[vertex]);

        string Components(int start) => string.Join(' ', order.From(start).Select(static component => string.Join('+', component.Order())));

        Assert.AreEqual("3 1 2 0", Components(0));
        Assert.AreEqual("4+5+6", Components(6));
        Assert.AreEqual("7", Components(7));
        Assert.AreEqual("", Components(4));
    }

    [TestMethod]
    public void Every_vertex_is_asked_once_however_long_the_chain()
    {
        const int Length = 1_000_000;
        int asked = 0;
        var order = new DependencyOrder(Length, vertex =>
        {
            asked++;
            return vertex == 0 ? [] : [vertex - 1, vertex / 2];
        });

        int components = Enumerable.Range(0, Length).Reverse().Sum(vertex => order.From(vertex).Count());

        Assert.AreEqual((Length, Length), (asked, components));
    }

    [TestMethod]
    public async Task Tables_whose_keys_hold_tables_take_time_in_proportion()
    {
        using TestPackage few = Chain(2_000);
        using TestPackage many = Chain(20_000);
        few.SerializeAll();
        TimeSpan ofFew = Time(few);
        TimeSpan ofMany = Time(many);

        Assert.IsLessThan(40, ofMany / ofFew, $"{ofFew} {ofMany}");
        Assert.AreEqual("19999", (await many.PrintAsync("Roots.Depth(Roots.Last.Value)")).Text());
    }

    private static TimeSpan Time(TestPackage package)
    {
        File.Delete(package.ImagePath);
        long started = Stopwatch.GetTimestamp();
        package.SerializeAll();
        return Stopwatch.GetElapsedTime(started);
    }

    private static TestPackage Chain(int length) => TestPackage.Compile($$"""
        public sealed class Link
        {
            public int Number;
            public Dictionary<Link, int> Table = [];
            public override bool Equals(object other) => other is Link link && link.Number == Number;
            public override int GetHashCode() => HashCode.Combine(Number);
        }

        public static class Roots
        {
            public static readonly ImageRoot<Link> Last = new(() =>
            {
                var last = new Link();
                for (int number = 1; number < {{length}}; number++)
                {
                    var next = new Link { Number = number };
                    next.Table.Add(last, number);
                    last = next;
                }

                return last;
            });

            public static int Depth(Link link)
            {
                int depth = 0;
                for (; link.Table.Count > 0; link = link.Table.Keys.Single())
                {
                    depth += link.Table.ContainsKey(new Link { Number = link.Number - 1 }) ? 1 : 0;
                }

                return depth;
            }
        }
        """);
}
