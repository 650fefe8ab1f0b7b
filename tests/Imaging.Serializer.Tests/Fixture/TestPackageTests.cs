namespace Imaging.Serializer.Tests;

[TestClass]
public sealed class TestPackageTests
{
    private const string Source = """
        public static class Roots
        {
            public static readonly ImageRoot<int[]> Primes = new(() => [2, 3, 5, 7]);
        }
        """;

    [TestMethod]
    public async Task Program_gets_the_root_from_the_image_and_without_one_from_the_builder()
    {
        using var package = TestPackage.Compile(Source);
        package.SerializeAll();
        const string Program = """
            Console.WriteLine(string.Join(' ', Roots.Primes.Value));
            Console.WriteLine(PackageImage.Decisions.Single().FromImage);
            """;

        Assert.AreEqual("2 3 5 7\nTrue", (await package.RunAsync(Program)).Text());
        Assert.AreEqual("2 3 5 7\nFalse", (await package.RunAsync(Program, "off")).Text());
        File.Delete(package.ImagePath);
        Assert.AreEqual("2 3 5 7\nFalse", (await package.RunAsync(Program, "auto")).Text());
    }

    [TestMethod]
    public async Task Program_ends_with_what_it_ends_with()
    {
        using var package = TestPackage.Compile(Source);

        ProgramResult result = await package.RunAsync("Console.Error.Write(\"problem\"); return 7;");

        Assert.AreEqual(7, result.ExitCode);
        Assert.AreEqual("problem", result.Error);
    }

    [TestMethod]
    public async Task Package_can_reference_another_one()
    {
        using var below = TestPackage.Compile("public static class Below { public static int Number => 41; }", "Below");
        using var above = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<int[]> Numbers = new(() => [Below.Number + 1]); }", "Above", below);
        above.SerializeAll();

        Assert.AreEqual("42", (await above.PrintAsync("Roots.Numbers.Value[0]")).Text());
    }
}
