using Imaging.Serializer.Depot;
using Imaging.Serializer.Depot.Remote;

namespace Imaging.Serializer.Tests.Depot;

[TestClass]
public sealed class NginxTests
{
    [TestMethod]
    public async Task Machines_share_images_through_nginx_and_go_on_when_it_is_killed()
    {
        (NginxServer? server, string? missing) = await NginxServer.StartAsync();
        if (server is null)
        {
            Assert.Inconclusive($"Only the server of the tests was used, and no real one: {missing}");
        }

        using (server)
        {
            using var logging = new LoggingPackage();
            using TestPackage clone = logging.Clone();
            using var other = new LoggingPackage(value: "4, 5");
            using TestDepot first = new(), second = new();
            using ImageDepot depot = Depot(second, server);

            SerializeResult made = TestDepot.Serialize(logging.Package, Depot(first, server));
            SerializeResult taken = TestDepot.Serialize(clone, depot);

            Assert.AreEqual(1, logging.BuildsHere);
            Assert.AreEqual(server.Address.AbsoluteUri, taken.TakenFrom);
            Assert.AreEqual(made.BuildId, taken.BuildId);
            Assert.AreEqual("3", (await clone.PrintAsync("Roots.Numbers.Value.Length")).Text());
            Assert.IsEmpty(made.Diagnostics.Concat(taken.Diagnostics));
            Assert.HasCount(2, Directory.GetFiles(Path.Combine(server.Files, "ac")));
            Assert.HasCount(3, Directory.GetFiles(Path.Combine(server.Files, "cas")));
            foreach (string blob in Directory.GetFiles(Path.Combine(server.Files, "cas")))
            {
                Assert.AreEqual(BlobDigest.Of(await File.ReadAllBytesAsync(blob)).Sha256, Path.GetFileName(blob));
            }

            Assert.AreEqual(5, server.Log.Count(static line => line.StartsWith("PUT 201 ", StringComparison.Ordinal)), string.Join('\n', server.Log));
            server.Kill();
            SerializeResult alone = TestDepot.Serialize(other.Package, depot);
            Assert.AreEqual("IMG5023", alone.Diagnostics.Single().Code);
            Assert.AreEqual("2", (await other.Package.PrintAsync("Roots.Numbers.Value.Length")).Text());
        }
    }

    private static ImageDepot Depot(TestDepot directory, NginxServer server) => new(directory.Settings with { Remote = new RemoteSettings(server.Address) });
}
