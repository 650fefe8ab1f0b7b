using Imaging.Serializer.Tests.Restore;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>
/// For every shape that is captured: what the image gives has the structure that the builder makes in the same process,
/// behaves like it, and goes on behaving like it when both are changed.
/// </summary>
[TestClass]
public sealed class CapturedShapeTests
{
    internal static string[] Packages { get; } = ["Values", "Objects", "Collections", "Constructed", "HashTables", "Frozen", "Code", "Linked", "Framework", "Confirmed"];

    public static IEnumerable<object[]> Roots =>
        from package in Packages
        from root in ShapeSource.Of(package).Roots
        select new object[] { package, root.Root };

    [TestMethod]
    [DynamicData(nameof(Roots))]
    public Task Restored_is_what_the_builder_makes(string package, string root) =>
        GraphRun.AssertSameAsync(package, root, () => ShapeSource.Of(package).Text, RunCondition.All);

    [TestMethod]
    public async Task Delegates_of_another_package_call_it()
    {
        using var below = TestPackage.Compile("public class Below { public int Number; public int Add(int other) => Number + other; public static string Show<T>(T value) => $\"<{value}>\"; }", "Below");
        using var above = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<(Func<int, int>, Func<int, string>)> Calls = new(() => (new Below { Number = 40 }.Add, Below.Show)); }", "Above", below);
        above.SerializeAll();

        Assert.AreEqual("<42> True", (await above.PrintAsync("$\"{Roots.Calls.Value.Item2(Roots.Calls.Value.Item1(2))} {PackageImage.Decisions.Single().FromImage}\"")).Text());
    }

    [TestMethod]
    public async Task Keys_that_are_one_in_the_culture_of_the_process_leave_the_root_to_its_builder()
    {
        using var package = TestPackage.Compile("""
            public static class Roots { public static readonly ImageRoot<SortedSet<string>> Words = new(() => ["x", "-x", "a"]); }
            """);
        package.SerializeAll();
        string program = package.CompileProgram("Console.Write($\"{string.Join(' ', Roots.Words.Value)} {PackageImage.Decisions.Single().Reason}\");");

        Assert.AreEqual("-x a x ", (await TestPackage.StartAsync(program, "auto", RunCondition.All[0].Environment)).Text());
        Assert.AreEqual("a x of 3 keys of a System.Collections.Generic.SortedSet`1[System.String] only 2 differ in this process", (await TestPackage.StartAsync(program, "auto", RunCondition.All[3].Environment)).Text());
    }

    // Where there are no cultures, what names one cannot be built.
    public static IEnumerable<object[]> PackagesWithoutCultures => Packages.Except(["Framework", "Confirmed"]).Select(static package => new object[] { package });

    [TestMethod]
    [DynamicData(nameof(PackagesWithoutCultures))]
    public async Task Captured_and_restored_with_invariant_globalization_it_is_what_the_builder_makes(string name)
    {
        ShapeSource source = ShapeSource.Of(name);
        using var package = TestPackage.Compile(source.Text);
        (_, byte[] image) = await SerializingProcess.RunAsync(package, RunCondition.Invariant.Environment);
        await File.WriteAllBytesAsync(package.ImagePath, image);
        IReadOnlyDictionary<string, string> verdicts = await GraphRun.VerdictsAsync(package.CompileProgram(TestSource.DifferentialProgram(source.HasKeys)), RunCondition.Invariant);

        Assert.AreEqual("", string.Join('\n', source.Roots.Where(root => verdicts[root.Root] != "ok").Select(root => $"{root.Root}: {verdicts[root.Root]}")));
    }

    [TestMethod]
    public async Task With_invariant_globalization_no_image_is_taken_and_builders_make_what_they_make()
    {
        ShapeSource source = ShapeSource.Of("Constructed");
        using var package = TestPackage.Compile(source.Text);
        package.SerializeAll();
        IReadOnlyDictionary<string, string> verdicts = await GraphRun.VerdictsAsync(package.CompileProgram(TestSource.DifferentialProgram(source.HasKeys)), RunCondition.Invariant);

        foreach (DeclaredShape root in source.Roots)
        {
            Assert.AreEqual("not from the image: the setting System.Globalization.Invariant is true, the image was made with false", verdicts[root.Root], root.Root);
        }
    }
}
