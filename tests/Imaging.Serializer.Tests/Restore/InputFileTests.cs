namespace Imaging.Serializer.Tests.Restore;

/// <summary>Files that builders read, deployed beside the program.</summary>
[TestClass]
public sealed class InputFileTests
{
    private const string Source = """
        public static class Roots
        {
            public static readonly ImageRoot<string> Text = new(() => new System.IO.StreamReader(ImagingInputs.Open("data.txt")).ReadToEnd());
        }
        """;

    [TestMethod]
    public async Task Unchanged_input_is_accepted()
    {
        using TestPackage package = Make();

        await RootReading.IsRestoredAsync(package, "Roots.Text.Value", "content", "Roots.Text");
    }

    [TestMethod]
    [DataRow("contend")]
    [DataRow("longer content")]
    [DataRow("")]
    public async Task Changed_input_is_rejected(string content)
    {
        using TestPackage package = Make();

        File.WriteAllText(Deployed(package), content);

        await RootReading.IsBuiltAsync(package, "Roots.Text.Value", content, "Roots.Text", "the input data.txt changed");
    }

    [TestMethod]
    public async Task Input_that_was_not_deployed_is_not_missed()
    {
        using TestPackage package = Make();

        File.Delete(Deployed(package));

        await RootReading.IsRestoredAsync(package, "Roots.Text.Value", "content", "Roots.Text");
    }

    [TestMethod]
    public async Task Builder_that_must_run_without_its_input_says_which_is_missing()
    {
        using TestPackage package = Make();
        File.Delete(Deployed(package));
        File.Delete(package.ImagePath);

        ProgramResult result = await package.RunAsync("""
            try { Console.Write(Roots.Text.Value); }
            catch (System.IO.FileNotFoundException exception) { Console.Write(exception.Message); }
            catch (System.IO.DirectoryNotFoundException exception) { Console.Write(exception.Message); }
            """, "auto");

        Assert.Contains("data.txt", result.Text());
    }

    private static TestPackage Make()
    {
        var package = TestPackage.Compile(Source);
        string input = Deployed(package);
        Directory.CreateDirectory(Path.GetDirectoryName(input)!);
        File.WriteAllText(input, "content");
        SerializeResult result = package.Serialize(request => request with { Inputs = [new InputFile("data.txt", input)] });
        Assert.IsTrue(result.ImageWritten && result.Roots.All(static root => root.Captured));
        return package;
    }

    private static string Deployed(TestPackage package) => Path.Combine(package.Directory, "imaging-inputs", "P", "data.txt");
}
