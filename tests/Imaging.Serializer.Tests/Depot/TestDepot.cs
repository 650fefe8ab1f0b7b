using Imaging.Serializer.Depot;

namespace Imaging.Serializer.Tests.Depot;

/// <summary>A depot in a directory of its own.</summary>
internal sealed class TestDepot : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    internal string Path => _directory.File("depot");

    internal DepotLayout Layout => new(Path);

    internal DepotSettings Settings => new() { Path = Path };

    internal IReadOnlyList<string> Files => System.IO.Directory.Exists(Path)
        ? [.. System.IO.Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Where(static path => !path.EndsWith(".lock", StringComparison.Ordinal) && !path.EndsWith(".gate", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Makes or takes the image of a package, as a build of its own does, and verifies what is made.</summary>
    internal SerializeResult Serialize(TestPackage package, string? project = null, Func<DepotSettings, DepotSettings>? configure = null) =>
        Serialize(package, new ImageDepot(configure?.Invoke(Settings) ?? Settings), project);

    /// <summary>The same in a build that goes on.</summary>
    internal static SerializeResult Serialize(TestPackage package, ImageDepot depot, string? project = null)
    {
        SerializeResult result = PackageSerializer.Serialize(package.Request() with { Verify = true, Project = project ?? package.Name }, depot, notices: null, CancellationToken.None);
        Assert.IsTrue(result.ImageWritten, string.Join('\n', result.Diagnostics));
        return result;
    }

    /// <summary>Asserts that all that is there holds.</summary>
    internal void AssertSound(int images)
    {
        int sound = new DepotInspection(Layout).Verify(out IReadOnlyList<ImagingDiagnostic> findings);
        Assert.AreEqual("", string.Join('\n', findings));
        Assert.AreEqual(images, sound);
    }

    public void Dispose() => _directory.Dispose();
}
