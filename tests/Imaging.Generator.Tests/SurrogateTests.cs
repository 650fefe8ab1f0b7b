namespace Imaging.Generator.Tests;

[TestClass]
public sealed class SurrogateTests
{
    private const string Members = "public override string ToSurrogate(Thing value) => \"\"; public override Thing FromSurrogate(string surrogate) => new();";

    [TestMethod]
    [DataRow("[ImageSurrogate(typeof(S))] class Thing { } class S : ImageSurrogate<Thing, string> { MEMBERS }")]
    [DataRow("class Thing { } class S : ImageSurrogate<Thing, string> { MEMBERS private S() { } }", "typeof(S)")]
    [DataRow("interface Thing { } class A : Thing { } class S : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing value) => \"\"; public override Thing FromSurrogate(string surrogate) => new A(); }", "typeof(S), IncludeDerivedTypes = true")]
    [DataRow("class Thing { } abstract class Base<T> : ImageSurrogate<T, string> where T : class { public override string ToSurrogate(T value) => \"\"; } class S : Base<Thing> { public override Thing FromSurrogate(string surrogate) => new(); }", "typeof(S)")]
    [DataRow("[ImageSurrogate(typeof(S<,>))] class Thing<A, B> { } class S<A, B> : ImageSurrogate<Thing<A, B>, A> { public override A ToSurrogate(Thing<A, B> value) => default!; public override Thing<A, B> FromSurrogate(A surrogate) => new(); }")]
    [DataRow("class Thing<A> { } class S : ImageSurrogate<Thing<int>, int> { public override int ToSurrogate(Thing<int> value) => 0; public override Thing<int> FromSurrogate(int surrogate) => new(); } class S2 : ImageSurrogate<Thing<long>, int> { public override int ToSurrogate(Thing<long> value) => 0; public override Thing<long> FromSurrogate(int surrogate) => new(); }", "typeof(S)", "typeof(S2)")]
    public Task Usable(string source, params string[] assembly) => Expect.CleanAsync(Of(source, assembly));

    [TestMethod]
    [DataRow("IMG1013 S", "'S' cannot make surrogates: it does not derive from 'ImageSurrogate<T, TSurrogate>'", "class S { }", "typeof(S)")]
    [DataRow("IMG1013 S", "'S' cannot make surrogates: it is abstract", "class Thing { } abstract class S : ImageSurrogate<Thing, string> { }", "typeof(S)")]
    [DataRow("IMG1013 S", "'S' cannot make surrogates: it has no constructor without parameters", "class Thing { } class S : ImageSurrogate<Thing, string> { public S(int number) => _ = number; MEMBERS }", "typeof(S)")]
    [DataRow("IMG1013 S<int>", "'S' cannot make surrogates: it is one instantiation of a generic class; name the class itself, as 'typeof(S<>)'", "class Thing { } class S<A> : ImageSurrogate<Thing, string> { MEMBERS }", "typeof(S<int>)")]
    [DataRow("IMG1013 S<>", "'S' cannot make surrogates: it has other type parameters than 'Thing', or in another order", "class Thing { } class S<A> : ImageSurrogate<Thing, string> { MEMBERS }", "typeof(S<>)")]
    [DataRow("IMG1014 S", "'S' stands for 'System.Random', which is a type of the framework; give a surrogate to the class of yours that holds it", "class S : ImageSurrogate<System.Random, string> { public override string ToSurrogate(System.Random value) => \"\"; public override System.Random FromSurrogate(string surrogate) => new(1); }", "typeof(S)")]
    [DataRow("IMG1014 S", "'S' stands for 'Thing', which is no class of a package; give a surrogate to the class that holds it", "delegate void Thing(); class S : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing value) => \"\"; public override Thing FromSurrogate(string surrogate) => () => { }; }", "typeof(S)")]
    [DataRow("IMG1014 S", "'S' stands for 'Thing', which no object is itself; set 'IncludeDerivedTypes', or declare surrogates for the classes that objects have", "abstract class Thing { } class A : Thing { } class S : ImageSurrogate<Thing, string> { public override string ToSurrogate(Thing value) => \"\"; public override Thing FromSurrogate(string surrogate) => new A(); }", "typeof(S)")]
    [DataRow("IMG1015 S", "'S' stands for 'Thing' and is declared on 'Other'; declare it on 'Thing', or on the assembly", "class Thing { } [ImageSurrogate(typeof(S))] class Other { } class S : ImageSurrogate<Thing, string> { MEMBERS }")]
    [DataRow("IMG1016 S2", "'S2' stands for 'Thing', and so does 'S'; declare one of them only", "class Thing { } class S : ImageSurrogate<Thing, string> { MEMBERS } class S2 : ImageSurrogate<Thing, string> { MEMBERS }", "typeof(S)", "typeof(S2)")]
    [DataRow("IMG1016 S", "'S' stands for 'Thing', and so does 'S'; declare one of them only", "[ImageSurrogate(typeof(S))] class Thing { } class S : ImageSurrogate<Thing, string> { MEMBERS }", "typeof(S)")]
    [DataRow("IMG1017 S", "No attribute names 'S', so no build uses it; put '[ImageSurrogate(typeof(S))]' on the class that it stands for, or on the assembly", "class Thing { } class S : ImageSurrogate<Thing, string> { MEMBERS }")]
    [DataRow("IMG1017 S", "No attribute names 'S', so no build uses it; put '[ImageSurrogate(typeof(S<>))]' on the class that it stands for, or on the assembly", "class Thing<A> { } class S<A> : ImageSurrogate<Thing<A>, A> { public override A ToSurrogate(Thing<A> value) => default!; public override Thing<A> FromSurrogate(A surrogate) => new(); }")]
    public async Task Not_usable(string expected, string message, string source, params string[] assembly)
    {
        var compilation = Of(source, assembly);

        await Expect.DiagnosticsAsync(compilation, expected);
        Assert.AreEqual(message, await Expect.MessageAsync(compilation, expected[..7]));
    }

    [TestMethod]
    [DataRow("[assembly: ImageSurrogate(typeof(Missing))]")]
    [DataRow("[assembly: ImageSurrogate]")]
    [DataRow("[assembly: ImageSurrogate(null)]")]
    [DataRow("[ImageSurrogate(typeof())] class C { }")]
    public async Task Unfinished_declaration_does_not_disturb(string source) =>
        Assert.IsEmpty(await TestCompilation.Of("using Imaging;\n" + source).OwnDiagnosticsAsync());

    private static TestCompilation Of(string source, string[] assembly) => TestCompilation.Of($"""
        using Imaging;
        {string.Concat(assembly.Select(one => $"[assembly: ImageSurrogate({one})]\n"))}
        {source.Replace("MEMBERS", Members, StringComparison.Ordinal)}
        """);
}
