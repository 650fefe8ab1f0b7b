namespace Imaging.Serializer.Tests.Restore;

/// <summary>Builders that throw.</summary>
[TestClass]
public sealed class BuilderFailureTests
{
    private const string Source = """
        public static class Roots
        {
            public static int Calls;
            public static readonly ImageRoot<string> Text = new(() => ++Calls < 3 ? throw new NotSupportedException("call " + Calls) : "call " + Calls);
        }
        """;

    [TestMethod]
    public void Build_ends_with_an_error_and_leaves_no_image()
    {
        using var package = TestPackage.Compile(Source);
        File.WriteAllText(package.ImagePath, "an image of before");

        SerializeResult result = package.Serialize();

        Assert.IsFalse(result.ImageWritten);
        Assert.IsFalse(File.Exists(package.ImagePath));
        ImagingDiagnostic error = result.Diagnostics.Single();
        Assert.AreEqual(("IMG2001", ImagingSeverity.Error), (error.Code, error.Severity));
        Assert.Contains("Roots.Text threw System.NotSupportedException: call 1", error.Message);
    }

    [TestMethod]
    public void Package_that_cannot_be_initialised_is_an_error_that_says_why()
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                private static readonly int s_port = int.Parse(Environment.GetEnvironmentVariable("IMAGING_TESTED_PORT") ?? "none");
                public static readonly ImageRoot<int[]> Ports = new(() => [s_port]);
            }
            """);

        SerializeResult result = package.Serialize();

        Assert.IsFalse(result.ImageWritten);
        ImagingDiagnostic error = result.Diagnostics.Single();
        Assert.AreEqual(("IMG2003", ImagingSeverity.Error), (error.Code, error.Severity));
        Assert.StartsWith("P: the package cannot be loaded: System.FormatException: ", error.Message);
    }

    [TestMethod]
    public async Task Exception_passes_through_and_the_next_read_tries_again()
    {
        using var package = TestPackage.Compile(Source);

        ProgramResult result = await package.RunAsync("""
            for (int i = 0; i < 4; i++)
            {
                try { Console.WriteLine(Roots.Text.Value); }
                catch (NotSupportedException exception) { Console.WriteLine("threw at " + exception.Message); }
            }

            Console.WriteLine(PackageImage.Decisions.Count);
            """, "auto");

        Assert.AreEqual("threw at call 1\nthrew at call 2\ncall 3\ncall 3\n1", result.Text());
    }

    [TestMethod]
    public async Task Required_mode_does_not_run_the_builder_and_rejects_every_read_alike()
    {
        using var package = TestPackage.Compile(Source);

        ProgramResult result = await package.RunAsync("""
            for (int i = 0; i < 2; i++)
            {
                try { Console.WriteLine(Roots.Text.Value); }
                catch (ImageRejectedException exception) { Console.WriteLine(exception.Reason.Split(" /")[0] + exception.InnerException); }
            }

            Console.WriteLine(Roots.Calls);
            """, "required");

        Assert.AreEqual("there is no image\nthere is no image\n0", result.Text());
    }
}
