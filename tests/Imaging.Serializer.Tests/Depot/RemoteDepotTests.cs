using System.Net;
using System.Net.Sockets;
using System.Text;
using Imaging.Identity;
using Imaging.Serializer.Depot;
using Imaging.Serializer.Depot.Remote;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Tests.Depot;

[TestClass]
public sealed class RemoteDepotTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);

    [TestMethod]
    public void Second_machine_takes_what_the_first_one_made_and_then_has_it_itself()
    {
        using var server = new CacheServer();
        using var logging = new LoggingPackage();
        using TestPackage clone = logging.Clone();
        using TestPackage again = logging.Clone();
        using TestDepot first = new(), second = new();

        SerializeResult made = Serialize(first, server, logging.Package);
        SerializeResult taken = Serialize(second, server, clone);
        int requests = server.Requests.Count;
        SerializeResult local = Serialize(second, server, again);

        Assert.AreEqual(1, logging.BuildsHere);
        Assert.IsNull(made.TakenFrom);
        Assert.AreEqual(server.Address.AbsoluteUri, taken.TakenFrom);
        Assert.AreEqual(made.BuildId, taken.BuildId);
        Assert.AreEqual(string.Join('\n', made.Roots), string.Join('\n', taken.Roots));
        CollectionAssert.AreEqual(File.ReadAllBytes(logging.Package.ImagePath), File.ReadAllBytes(clone.ImagePath));
        Assert.AreEqual(second.Path, local.TakenFrom);
        Assert.HasCount(requests, server.Requests);
        Assert.IsEmpty(made.Diagnostics.Concat(taken.Diagnostics).Concat(local.Diagnostics));
        second.AssertSound(1);

        foreach ((string path, byte[] content) in server.Files.Where(static file => file.Key.StartsWith("cas/", StringComparison.Ordinal)))
        {
            Assert.AreEqual("cas/" + BlobDigest.Of(content).Sha256, path);
        }
    }

    [TestMethod]
    public void Image_is_taken_only_with_the_images_of_dependencies_that_it_was_made_with()
    {
        using var server = new CacheServer();
        using var below = TestPackage.Compile("public static class Below { public static readonly ImageRoot<int[]> Numbers = new(() => [Imaging.ImagingInputs.Open(\"n\").ReadByte()]); }", "Below");
        MakeBelow(below, "1");
        using var above = TestPackage.Compile("public static class Above { public static readonly ImageRoot<int[][]> Numbers = new(() => [Below.Numbers.Value]); }", "Above", below);
        using TestDepot first = new(), second = new(), third = new();
        string build = Serialize(first, server, above).BuildId!;

        MakeBelow(below, "2", above);
        Assert.IsNull(Serialize(second, server, above).TakenFrom);
        MakeBelow(below, "1", above);
        SerializeResult taken = Serialize(third, server, above);

        Assert.AreEqual(server.Address.AbsoluteUri, taken.TakenFrom);
        Assert.AreEqual(build, taken.BuildId);
    }

    [TestMethod]
    public void Server_that_fails_or_lies_is_told_of_once_and_asked_no_more_and_no_image_of_its_is_used()
    {
        using var server = new CacheServer();
        using var logging = new LoggingPackage();
        using var other = new LoggingPackage(value: "7, 8");
        using var machine = new TestDepot();
        Serialize(machine, server, logging.Package);
        Dictionary<string, byte[]> honest = new(server.Files);
        Serialize(machine, server, other.Package);
        string entry = "ac/" + new DepotInspection(machine.Layout).List().Single(item => honest.ContainsKey("ac/" + item.Entry.Id)).Entry.Id;
        string image = "cas/" + BlobDigest.Of(File.ReadAllBytes(logging.Package.ImagePath)).Sha256;
        byte[] imageBytes = honest[image];
        byte[] otherImage = File.ReadAllBytes(other.Package.ImagePath);
        byte[] otherEntry = server.Files.Single(file => file.Key.StartsWith("ac/", StringComparison.Ordinal) && !honest.ContainsKey(file.Key) && ActionResults.Find(file.Value, "entry.json", long.MaxValue) is not null).Value;
        var endless = new BlobDigest(image["cas/".Length..], long.MaxValue);
        byte[] endlessFiles = ActionResults.Encode(("entry.json", endless), ("image.pkgimg", endless), ("linkages.json", endless));
        byte[] page = Encoding.UTF8.GetBytes("<html>Please log in</html>");
        Func<string, CacheAnswer?>[] faults =
        [
            path => path == image ? new CacheAnswer(200, imageBytes[..^100]) { Announced = imageBytes.Length } : null,
            path => path == image ? new CacheAnswer(200, imageBytes[..^100]) : null,
            path => path == image ? new CacheAnswer(200, [.. imageBytes, 0]) : null,
            path => path == image ? new CacheAnswer(200, otherImage) : null,
            path => path == image ? new CacheAnswer(500, []) : null,
            path => path == image ? new CacheAnswer(200, []) { BreaksOff = true } : null,
            path => path == entry ? new CacheAnswer(200, otherEntry) : null,
            path => path == entry ? new CacheAnswer(200, page) : null,
            path => path == entry ? new CacheAnswer(200, []) : null,
            path => path == entry ? new CacheAnswer(200, new byte[2 << 20]) : null,
            path => path == entry ? new CacheAnswer(200, endlessFiles) : null,
            path => path.StartsWith("ac/", StringComparison.Ordinal) ? new CacheAnswer(200, endlessFiles) : null,
            static path => path.StartsWith("ac/", StringComparison.Ordinal) ? new CacheAnswer(200, [0xff, 0xff, 0xff]) : null,
            static path => path.StartsWith("ac/", StringComparison.Ordinal) ? new CacheAnswer(503, []) : null,
            static _ => new CacheAnswer(401, []),
            static _ => new CacheAnswer(200, []) { Delay = TimeSpan.FromSeconds(10) },
        ];

        for (int i = 0; i < faults.Length; i++)
        {
            server.Fault = (method, path) => faults[i](path);
            AssertGivesNothing(logging.Package, server.Address, () => server.Requests.Count, $"fault {i}");
        }

        // Refused connections, and a server that ends between two answers.
        server.Fault = null;
        using (var refused = new TcpListener(IPAddress.Loopback, 0))
        {
            refused.Start();
            var address = new Uri($"http://127.0.0.1:{((IPEndPoint)refused.LocalEndpoint).Port}/");
            refused.Stop();
            AssertGivesNothing(logging.Package, address, static () => 0, "refused");
        }

        server.Fault = (method, path) =>
        {
            if (path == image)
            {
                server.Dispose();
            }

            return null;
        };
        AssertGivesNothing(logging.Package, server.Address, () => server.Requests.Count, "ended");
    }

    [TestMethod]
    public void Server_that_has_it_no_more_is_a_miss()
    {
        using var server = new CacheServer();
        using var logging = new LoggingPackage();
        using var machine = new TestDepot();
        Serialize(machine, server, logging.Package);
        foreach (string lost in server.Files.Keys.ToArray())
        {
            byte[] content = server.Files[lost];
            server.Files.TryRemove(lost, out _);
            using var depot = new ImageDepot(Settings(new TestDepot(), server.Address));
            var diagnostics = new CaptureDiagnostics("P");

            Assert.IsNull(depot.TakeRemote(Request(logging.Package), Key(logging.Package), diagnostics, CancellationToken.None), lost);

            Assert.IsEmpty(diagnostics.All, lost);
            server.Files[lost] = content;
        }
    }

    [TestMethod]
    public void Server_that_takes_nothing_is_told_of_once_and_still_read()
    {
        using var logging = new LoggingPackage();
        using var machine = new TestDepot();
        machine.Serialize(logging.Package);
        DepotEntry entry = new DepotInspection(machine.Layout).List().Single().Entry;
        CacheAnswer[] refusals =
        [
            new CacheAnswer(403, []),
            new CacheAnswer(413, []),
            new CacheAnswer(507, []),
            new CacheAnswer(500, []),
            new CacheAnswer(200, []) { BreaksOff = true },
        ];
        foreach (CacheAnswer refusal in refusals)
        {
            using var server = new CacheServer { Fault = (method, _) => method == "PUT" ? refusal : null };
            using var depot = new ImageDepot(Settings(machine, server.Address));
            var diagnostics = new CaptureDiagnostics("P");

            depot.PutRemote(Request(logging.Package), entry, diagnostics, CancellationToken.None);
            depot.PutRemote(Request(logging.Package), entry, diagnostics, CancellationToken.None);
            Assert.IsNull(depot.TakeRemote(Request(logging.Package), entry.Key, diagnostics, CancellationToken.None));

            Assert.AreEqual("IMG5023 Warning", Describe(diagnostics), $"{refusal}");
            Assert.AreEqual("PUT GET", string.Join(' ', server.Requests.Select(static request => request[..3])), $"{refusal}");
        }
    }

    [TestMethod]
    public void Build_is_right_where_the_server_answers_too_late_and_nothing_is_put_where_it_is_only_read()
    {
        using var server = new CacheServer { Fault = static (_, _) => new CacheAnswer(200, []) { Delay = TimeSpan.FromSeconds(10) } };
        using var logging = new LoggingPackage();
        using TestPackage clone = logging.Clone();
        using TestDepot slow = new(), reading = new();

        SerializeResult made = Serialize(slow, server, logging.Package);
        Assert.AreEqual("IMG5023", made.Diagnostics.Single().Code);
        server.Fault = null;
        SerializeResult read = Serialize(reading, server, clone, settings => settings with { IsReadOnly = true });

        Assert.AreEqual(2, logging.BuildsHere);
        CollectionAssert.AreEqual(File.ReadAllBytes(logging.Package.ImagePath), File.ReadAllBytes(clone.ImagePath));
        Assert.IsEmpty(read.Diagnostics);
        Assert.IsFalse(server.Requests.Any(static request => request.StartsWith("PUT", StringComparison.Ordinal)));
        Assert.IsEmpty(server.Files);
    }

    private static void AssertGivesNothing(TestPackage package, Uri address, Func<int> requests, string what)
    {
        using var machine = new TestDepot();
        using var depot = new ImageDepot(Settings(machine, address));
        var diagnostics = new CaptureDiagnostics("P");
        byte[] before = File.ReadAllBytes(package.ImagePath);

        Assert.IsNull(depot.TakeRemote(Request(package), Key(package), diagnostics, CancellationToken.None), what);
        int asked = requests();
        Assert.IsNull(depot.TakeRemote(Request(package), Key(package), diagnostics, CancellationToken.None), what);

        Assert.AreEqual("IMG5023 Warning", Describe(diagnostics), what);
        Assert.AreEqual(asked, requests(), what);
        Assert.IsEmpty(machine.Files, what);
        CollectionAssert.AreEqual(before, File.ReadAllBytes(package.ImagePath), what);
    }

    private static void MakeBelow(TestPackage below, string content, TestPackage? above = null)
    {
        string input = Path.Combine(below.Directory, "n");
        File.WriteAllText(input, content);
        Assert.IsTrue(below.Serialize(request => request with { Inputs = [new InputFile("n", input)] }).ImageWritten);
        if (above is not null)
        {
            File.Copy(below.ImagePath, Path.Combine(above.Directory, "Below.pkgimg"), overwrite: true);
        }
    }

    private static string Describe(CaptureDiagnostics diagnostics) => string.Join(' ', diagnostics.All.Select(static diagnostic => $"{diagnostic.Code} {diagnostic.Severity}"));

    private static SerializeRequest Request(TestPackage package) => package.Request() with { Verify = true };

    private static string Key(TestPackage package) => PackageKey.Of(Request(package), AssemblyFacts.Read).Hash;

    private static DepotSettings Settings(TestDepot depot, Uri address) => depot.Settings with { Remote = new RemoteSettings(address) { Timeout = s_timeout } };

    private static SerializeResult Serialize(TestDepot machine, CacheServer server, TestPackage package, Func<RemoteSettings, RemoteSettings>? configure = null)
    {
        var remote = new RemoteSettings(server.Address) { Timeout = s_timeout };
        using var depot = new ImageDepot(machine.Settings with { Remote = configure?.Invoke(remote) ?? remote });
        return TestDepot.Serialize(package, depot);
    }
}
