namespace Imaging.Identity;

[TestClass]
public sealed class SameIdentityTests
{
    [TestMethod]
    public void Comment_does_not_count() =>
        AssertSame(
            TestCompiler.Compile(TestCompiler.Sample, withPdb: true),
            TestCompiler.Compile("// a comment\n\n" + TestCompiler.Sample, withPdb: true),
            mvidDiffers: true);

    [TestMethod]
    public void Directory_of_sources_and_symbols_does_not_count() =>
        AssertSame(
            TestCompiler.Compile(TestCompiler.Sample, path: "/here/Sample.cs", withPdb: true),
            TestCompiler.Compile(TestCompiler.Sample, path: "/some/where/else/Sample.cs", withPdb: true),
            mvidDiffers: true);

    [TestMethod]
    public void Directory_in_names_of_file_local_types_does_not_count() =>
        AssertSame(
            TestCompiler.Compile(FileLocal, path: "/here/Sample.cs"),
            TestCompiler.Compile(FileLocal, path: "/some/where/else/Sample.cs"),
            mvidDiffers: true);

    [TestMethod]
    public void Embedded_symbols_do_not_count() =>
        AssertSame(TestCompiler.Compile(TestCompiler.Sample), TestCompiler.Compile(TestCompiler.Sample, withPdb: true), mvidDiffers: true);

    [TestMethod]
    public void Commit_in_the_informational_version_does_not_count() =>
        AssertSame(
            TestCompiler.Compile(TestCompiler.Sample),
            TestCompiler.Compile(TestCompiler.Sample.Replace("0123abcd", "another commit, of another length")),
            mvidDiffers: true);

    [TestMethod]
    public void Mvid_does_not_count()
    {
        byte[] original = TestCompiler.Compile(TestCompiler.Sample);
        byte[] patched = Patch.Replace(original, AssemblyFacts.Read(original).Mvid.ToByteArray(), Guid.NewGuid().ToByteArray());
        AssertSame(original, patched, mvidDiffers: true);
    }

    [TestMethod]
    public void Shifted_and_reordered_heaps_do_not_count()
    {
        // Two rewrites, one after the other: the first settles the order of rows, which counts.
        byte[] once = Weaver.Rewrite(TestCompiler.Compile(TestCompiler.Sample), _ => { });
        byte[] twice = Weaver.Rewrite(once, _ => { });
        AssertSame(once, twice, mvidDiffers: false);
    }

    // Iterators and asynchronous methods name a type in the value of an attribute, explicit implementations in their own name.
    private const string FileLocal = """
        using System.Collections.Generic;
        using System.Threading.Tasks;

        namespace Sample;

        file interface IShape<T> { IEnumerable<T> All(); }

        file sealed class Shapes<T> : IShape<T>
        {
            IEnumerable<T> IShape<T>.All() { yield return default!; }
            public async Task Wait() => await Task.Yield();
            public sealed class Inner { public IShape<IShape<T>>? Field; }
        }

        [System.Diagnostics.DebuggerTypeProxy(typeof(Dictionary<Shapes<int>, IShape<int>>))]
        public static class Open { public static object Make() => new Shapes<int>.Inner(); }
        """;

    private static void AssertSame(byte[] one, byte[] other, bool mvidDiffers)
    {
        AssemblyFacts a = AssemblyFacts.Read(one);
        AssemblyFacts b = AssemblyFacts.Read(other);
        Assert.AreEqual(mvidDiffers, a.Mvid != b.Mvid, "The test needs an input that differs.");
        Assert.AreEqual(a.Identity, b.Identity);
        Assert.AreEqual(a.Checksum, b.Checksum);
    }
}
