using Imaging.Serializer.Depot;
using Imaging.Tasks;
using Microsoft.Build.Utilities;

namespace Imaging.Serializer.Tests.Tasks;

[TestClass]
public sealed class BuildDepotTests
{
    [TestMethod]
    public void Projects_of_a_build_share_a_depot_where_their_settings_are_the_same_and_only_there()
    {
        using var directory = new TemporaryDirectory();
        var host = TaskHost.Create();

        ImageDepot first = Depot(host, new DepotOptions { Path = directory.File("a") });

        Assert.AreSame(first, Depot(host, new DepotOptions { Path = directory.File("a") }));
        Assert.AreNotSame(first, Depot(host, new DepotOptions { Path = directory.File("b") }));
        Assert.AreNotSame(first, Depot(host, new DepotOptions { Path = directory.File("a"), Remote = "http://127.0.0.1:1/" }));
    }

    private static ImageDepot Depot(TaskHost host, DepotOptions options)
    {
        var log = new DiagnosticLog(new TaskLoggingHelper(host.Engine, "Test"), "App.csproj");
        Assert.IsTrue(BuildDepot.TryGet(host.Engine, options, log, out ImageDepot? depot));
        return depot!;
    }
}
