using Imaging.EndToEnd.Tests.Harness;
using Microsoft.Build.Logging.StructuredLogger;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class BuilderFailureTests
{
    [TestMethod]
    public void Builder_that_throws_is_one_error_at_its_place_and_its_stack_is_in_the_log()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");
        workspace.Replace("Lib/Words.cs", "\"one two three\".Split(' ')", "throw new InvalidOperationException(\"no\\nwords\")");

        BuildRun run = workspace.Build("Lib").FailedWith("IMG2001");

        Error error = run.ErrorOf("IMG2001");
        Assert.HasCount(1, run.ErrorCodes);
        Assert.AreEqual("Lib: the builder of Lib.Words.Root threw System.InvalidOperationException: no words", error.Text);
        Assert.AreEqual((workspace.PathOf("Lib/Words.cs"), 7), (error.File, error.LineNumber));
        Assert.DoesNotContain("   at Lib.Words.", run.Output);
        Assert.IsNotEmpty(run.Messages("   at Lib.Words."));
        Assert.IsEmpty(run.Messages("Package image"));
    }

    [TestMethod]
    public void Builder_that_does_not_end_is_one_error_without_a_summary()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");
        workspace.Replace("Lib/Words.cs", "\"one two three\".Split(' ')", "{ System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite); return [\"\"]; }");

        BuildRun run = workspace.Build("Lib", "-p:ImagingBuilderTimeout=0.5").FailedWith("IMG2002");

        Assert.HasCount(1, run.ErrorCodes);
        Assert.IsEmpty(run.Messages("Package image"));
    }

    [TestMethod]
    public void Builder_in_a_process_of_its_own_may_end_that()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");
        workspace.BuildsWell("Lib", "-p:ImagingIsolation=process").Serialized("Lib");
        Assert.IsTrue(workspace.Exists("Lib/bin/Debug/net10.0/Lib.pkgimg"));

        workspace.Replace("Lib/Words.cs", "\"one two three\".Split(' ')", "{ System.Environment.FailFast(\"no words\"); return null!; }");
        BuildRun run = workspace.Build("Lib", "-p:ImagingIsolation=process").FailedWith("IMG2032");

        Assert.HasCount(1, run.ErrorCodes);
        Assert.Contains("no words", run.ErrorOf("IMG2032").Text);
        Assert.IsFalse(workspace.Exists("Lib/obj/Debug/net10.0/Lib.pkgimg"));
    }

    [TestMethod]
    public void Builder_in_a_process_of_its_own_is_ended_with_it()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");
        workspace.Replace("Lib/Words.cs", "\"one two three\".Split(' ')", "{ System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite); return [\"\"]; }");

        BuildRun run = workspace.Build("Lib", "-p:ImagingIsolation=process", "-p:ImagingBuilderTimeout=0.5").FailedWith("IMG2002");

        Assert.DoesNotContain("still runs", run.ErrorOf("IMG2002").Text);
    }
}
