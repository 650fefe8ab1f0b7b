using Imaging.Format;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>Restored graphs hold while collections move everything that can be moved.</summary>
[TestClass]
public sealed class CompactingCollectionTests
{
    private static TestPackage s_small = null!;
    private static TestPackage s_middle = null!;
    private static TestPackage s_large = null!;

    [ClassInitialize]
    public static void Make(TestContext context)
    {
        s_small = TestPackage.Compile(CollectedGraph.Source("Small", 5), "Small");
        s_small.SerializeAll();
        s_middle = TestPackage.Compile(CollectedGraph.Source("Middle", 40), "Middle", s_small);
        s_middle.SerializeAll();
        s_large = TestPackage.Compile(CollectedGraph.Source("Large", 1500), "Large", s_middle);
        s_large.SerializeAll();
    }

    [ClassCleanup]
    public static void Delete()
    {
        s_large.Dispose();
        s_middle.Dispose();
        s_small.Dispose();
    }

    // One image's const objects are copied to the heap, one's lie between what is copied and what has native memory, one's have native memory.
    [TestMethod]
    public void Images_are_of_the_sizes_that_restore_treats_differently()
    {
        Assert.IsLessThan(32L << 10, ConstBytes(s_small));
        Assert.IsTrue(ConstBytes(s_middle) is > 33 << 10 and < 63 << 10, $"{ConstBytes(s_middle)}");
        Assert.IsGreaterThan(256L << 10, ConstBytes(s_large));
    }

    [TestMethod]
    [DataRow("workstation Batch", "DOTNET_gcServer=0 DOTNET_gcConcurrent=0")]
    [DataRow("workstation Interactive", "DOTNET_gcServer=0 DOTNET_gcConcurrent=1")]
    [DataRow("server Batch", "DOTNET_gcServer=1 DOTNET_gcConcurrent=0")]
    [DataRow("server Interactive", "DOTNET_gcServer=1 DOTNET_gcConcurrent=1")]
    [DataRow("workstation Batch", "DOTNET_gcServer=0 DOTNET_gcConcurrent=0 DOTNET_HeapVerify=1")]
    [DataRow("server Interactive", "DOTNET_gcServer=1 DOTNET_gcConcurrent=1 DOTNET_HeapVerify=1")]
    [DataRow("workstation Batch", "DOTNET_gcServer=0 DOTNET_gcConcurrent=0 DOTNET_GCName=libclrgc.so", DisplayName = "collector with segments")]
    [DataRow("workstation Interactive", "DOTNET_gcServer=0 DOTNET_gcConcurrent=1 DOTNET_GCName=libclrgc.so DOTNET_HeapVerify=1", DisplayName = "collector with segments, verified")]
    public async Task Graphs_hold(string collector, string environment)
    {
        if (environment.Contains("clrgc", StringComparison.Ordinal) && !OperatingSystem.IsLinux())
        {
            environment = environment.Replace("libclrgc.so", OperatingSystem.IsWindows() ? "clrgc.dll" : "libclrgc.dylib", StringComparison.Ordinal);
        }

        Dictionary<string, string> variables = environment.Split(' ').Select(static pair => pair.Split('=')).ToDictionary(static pair => pair[0], static pair => pair[1]);

        ProgramResult result = await s_large.RunAsync(CollectedGraph.Program, environment: variables);

        Assert.AreEqual(collector + " held", result.Text());
    }

    private static long ConstBytes(TestPackage package) => new ImagePatch(package.ImagePath).Section(SectionKind.Const).Length;
}
