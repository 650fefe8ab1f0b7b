namespace Imaging.Serializer.Tests.Graphs;

/// <summary>What static fields lead to and roots may hold all the same.</summary>
[TestClass]
public sealed class AliasTests
{
    [TestMethod]
    public void What_a_static_of_another_package_holds_or_leads_to_is_refused_with_its_path()
    {
        using var below = TestPackage.Compile("""
            public sealed class Unit { public int Number; }
            public static class Shared { public static Unit Current = new(); public static readonly List<Unit> All = [new(), new()]; public static readonly Unit[] Fixed = [new(), new()]; }
            """, "Below");
        using var above = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<Unit[]> Current = new(() => [new(), Shared.Current]);
                public static readonly ImageRoot<Unit[]> InList = new(() => [new(), Shared.All[1]]);
                public static readonly ImageRoot<Unit[]> InArray = new(() => [new(), Shared.Fixed[1]]);
            }
            """, "Above", below);
        SerializeResult result = above.Serialize();

        const string Rest = "and at run time that field will hold another, whose content may differ; make a new object for the root, or make the field a root";
        Assert.AreEqual($"IMG2013 at Roots.Current[1]: the static field Shared.Current holds it too, {Rest}", result.Roots[0].Refusal);
        Assert.AreEqual($"IMG2013 at Roots.InList[1]: the static field Shared.All holds it too, at Shared.All._items[1], {Rest}", result.Roots[1].Refusal);
        Assert.IsTrue(result.Roots[2].Captured, result.Roots[2].Refusal);
    }

    [TestMethod]
    public void What_a_builder_changed_is_refused_although_an_earlier_root_refers_to_it_as_it_was()
    {
        using var below = TestPackage.Compile("public sealed class Options { public static readonly Options Default = new() { Name = \"plain\" }; public static readonly Options[] All = [new(), new()]; public string Name; }", "Below");
        using var above = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<object[]> First = new(() => [Options.Default, Options.All[1]]);
                public static readonly ImageRoot<object[]> Same = new(() => ["x", Options.Default, Options.All[1]]);
                public static readonly ImageRoot<object[]> Changed = new(() => { Options.Default.Name = "mine"; return ["x", Options.Default]; });
                public static readonly ImageRoot<object[]> ChangedBehind = new(() => { Options.All[1].Name = "mine"; return ["x", new object[] { Options.All[1] }]; });
            }
            """, "Above", below);
        SerializeResult result = above.Serialize();

        const string Rest = "holds or leads to it, and the builder changed it; at run time it will be as the field's initialiser makes it; make a new object for the root, or make the field a root";
        Assert.AreEqual("True True", string.Join(' ', result.Roots.Take(2).Select(static root => root.Captured)), result.Roots[1].Refusal);
        Assert.AreEqual($"IMG2013 at Roots.Changed[1]: the static field Options.Default {Rest}", result.Roots[2].Refusal);
        Assert.AreEqual($"IMG2013 at Roots.ChangedBehind[1][0]: the static field Options.All {Rest}", result.Roots[3].Refusal);
    }

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
