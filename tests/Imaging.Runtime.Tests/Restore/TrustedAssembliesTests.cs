using Imaging.Restore;

namespace Imaging.Runtime.Tests.Restore;

/// <summary>The host's list of assemblies.</summary>
[TestClass]
public sealed class TrustedAssembliesTests
{
    [TestMethod]
    public void Every_assembly_of_the_list_is_found_by_its_name()
    {
        string[] list = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

        Assert.AreNotEqual(0, list.Length);
        foreach (string path in list.Where(static path => path.EndsWith(".dll", StringComparison.Ordinal)))
        {
            Assert.AreEqual(path, TrustedAssemblies.Find(Path.GetFileNameWithoutExtension(path)));
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("No.Such.Assembly")]
    [DataRow("ystem.Private.CoreLib")]
    [DataRow("System.Private.CoreLib.dll")]
    [DataRow("x/System.Private.CoreLib")]
    public void Other_names_are_not(string name) => Assert.IsNull(TrustedAssemblies.Find(name));
}
