namespace Imaging.Serializer.Tests.Cli;

[TestClass]
public sealed class ExitCodeTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("no-such-verb")]
    [DataRow("verify")]
    [DataRow("verify|there-is-no-such.pkgimg")]
    [DataRow("inspect|--no-such-option")]
    [DataRow("why|there-is-no-such.pkgimg|Root")]
    [DataRow("refresh|there-is-no-such-directory")]
    [DataRow("diff|there-is-no-such.pkgimg")]
    public async Task Senseless_command_line_is_a_usage_error(string arguments)
    {
        ProgramResult result = await ToolUnderTest.RunAsync(arguments.Split('|', StringSplitOptions.RemoveEmptyEntries));

        Assert.AreEqual(2, result.ExitCode, result.Output);
        Assert.AreNotEqual("", result.Error);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Help_names_the_verbs_and_not_the_hidden_one()
    {
        string help = (await ToolUnderTest.RunAsync("--help")).Text();

        Assert.Contains("inspect", help);
        Assert.Contains("verify", help);
        Assert.Contains("why", help);
        Assert.Contains("diff", help);
        Assert.DoesNotContain("measure-root", help);
    }
}
