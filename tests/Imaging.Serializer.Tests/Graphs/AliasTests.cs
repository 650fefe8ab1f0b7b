namespace Imaging.Serializer.Tests.Graphs;

/// <summary>What static fields lead to and roots may hold all the same.</summary>
[TestClass]
public sealed class AliasTests
{
    [TestMethod]
    public async Task What_is_interchangeable_linked_shared_or_cached_is_captured()
    {
        using var package = TestPackage.Compile("""
            public sealed class Unit { public int Number; public override string ToString() => Number.ToString(); }
            public sealed class Fixed { public static readonly Fixed Instance = new Fixed(); }
            public sealed class Holder { public object Inner; }

            public static class Registry
            {
                public static readonly List<object> Things = ["text", 5, Guid.Empty, Array.Empty<int>(), new int[0], typeof(Unit), StringComparer.Ordinal, Fixed.Instance, (Func<int>)(static () => 5)];
                public static readonly ConcurrentDictionary<string, Unit> Cache = [];
                public static readonly List<Lock> Locks = [new Lock()];
                public static readonly List<Unit> OfRoot = [];
            }

            public static class LateRegistry { public static readonly List<Unit> Units = [Roots.First.Value]; }

            public static class Roots
            {
                public static readonly ImageRoot<Unit> First = new(() => new Unit { Number = 7 });
                public static readonly ImageRoot<object[]> Things = new(() => [.. Registry.Things]);
                public static readonly ImageRoot<Holder> Cached = new(() => new Holder { Inner = Registry.Cache.GetOrAdd("x", _ => new Unit { Number = 3 }) });
                public static readonly ImageRoot<Holder> OfFirst = new(() => new Holder { Inner = LateRegistry.Units[0] });
            }
            """);
        package.SerializeAll();

        Assert.AreEqual("3 7 True True", (await package.PrintAsync(
            "$\"{Roots.Cached.Value.Inner} {Roots.OfFirst.Value.Inner} {ReferenceEquals(Roots.OfFirst.Value.Inner, LateRegistry.Units[0])} {ReferenceEquals(Roots.Things.Value[7], Registry.Things[7])}\"")).Text());
    }
}
