namespace Imaging.EndToEnd.Tests.Harness;

[TestClass]
public sealed class RunFolder
{
    [AssemblyCleanup]
    public static void Delete()
    {
        if (Environment.GetEnvironmentVariable("IMAGING_TEST_KEEP") is null && Directory.Exists(Workspace.Base))
        {
            Directory.Delete(Workspace.Base, recursive: true);
        }
    }
}
