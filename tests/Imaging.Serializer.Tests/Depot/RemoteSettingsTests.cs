using System.Text;
using Imaging.Serializer.Depot;
using Imaging.Serializer.Depot.Remote;

namespace Imaging.Serializer.Tests.Depot;

[TestClass]
public sealed class RemoteSettingsTests
{
    [TestMethod]
    public void Credentials_in_the_address_are_used_and_nowhere_shown()
    {
        Assert.IsTrue(Options("https://me:s%3Acret@cache.example.com/imaging").TryRead(out DepotSettings? settings, out _));

        Assert.AreEqual("https://cache.example.com/imaging/", settings!.Remote!.Address.AbsoluteUri);
        Assert.AreEqual("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:s:cret")), settings.Remote.Authorization!.ToString());
        Assert.IsTrue(settings.Remote.HasCredentialsInAddress);
    }

    [TestMethod]
    public void Credentials_in_the_address_are_warned_of_once_in_a_build()
    {
        using var server = new CacheServer();
        using var logging = new LoggingPackage();
        using var directory = new TestDepot();
        Assert.IsTrue((Options(server.Address.AbsoluteUri.Replace("http://", "http://me:secret@", StringComparison.Ordinal)) with { Path = directory.Path }).TryRead(out DepotSettings? settings, out _));
        using var depot = new ImageDepot(settings!);
        var diagnostics = new Packages.CaptureDiagnostics("P");

        depot.TakeRemote(logging.Package.Request(), new string('a', 64), diagnostics, CancellationToken.None);
        depot.TakeRemote(logging.Package.Request(), new string('a', 64), diagnostics, CancellationToken.None);

        Assert.AreEqual("IMG5024", diagnostics.All.Single().Code);
        Assert.DoesNotContain("secret", diagnostics.All[0].Message);
        Assert.AreEqual("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:secret")), server.Authorization);
    }

    [TestMethod]
    public void What_makes_no_sense_is_told_and_passwords_are_not()
    {
        DepotOptions[] wrong =
        [
            Options("cache.example.com"),
            Options("ftp://me:secret@cache.example.com/"),
            Options("https://cache.example.com/?token=secret"),
            Options("https://cache.example.com/") with { RemoteAccess = "write" },
            Options("https://cache.example.com/") with { RemoteTimeout = "soon" },
            Options("https://cache.example.com/") with { RemoteTimeout = "0" },
            Options("") with { FallbackPaths = "relative" },
        ];
        foreach (DepotOptions options in wrong)
        {
            Assert.IsFalse(options.TryRead(out _, out IReadOnlyList<string> faults), $"{options}");
            Assert.DoesNotContain("secret", faults.Single());
        }
    }

    [TestMethod]
    public void Netrc_gives_the_credentials_of_a_machine()
    {
        const string Text = """
            # machine commented.example.com login no password no
            machine a.example.com login ann password one
            macdef init
            machine b.example.com login no password no

            machine b.example.com
              login bob
              account x
              password two
            default login any password three
            """;

        Assert.AreEqual(("ann", "one"), NetrcFile.Find(Text, "a.example.com"));
        Assert.AreEqual(("bob", "two"), NetrcFile.Find(Text, "B.example.com"));
        Assert.AreEqual(("any", "three"), NetrcFile.Find(Text, "commented.example.com"));
        Assert.IsNull(NetrcFile.Find("machine a login x", "a"));
        Assert.IsNull(NetrcFile.Find("", "a"));
    }

    private static DepotOptions Options(string address) => new() { Path = Path.GetTempPath(), Remote = address };
}
