namespace Imaging.Serializer.Linking;

/// <summary>
/// What the link of an app proved: the assemblies as deployed, and the images in an order in which each comes after those
/// of the packages that it rests on.
/// </summary>
/// <remarks>
/// It tells tools, and people, what the build found. A program believes it in two things, what code a file of certain
/// bytes holds and which units' objects nobody refers to; what its images rest on, it checks for itself. It holds nothing that depends on the directory or the time.
/// </remarks>
/// <param name="App">Name of the app.</param>
/// <param name="Framework">The framework that the images were checked against.</param>
/// <param name="Assemblies">The assemblies outside the framework.</param>
/// <param name="Images">The images.</param>
/// <param name="Unreferenced">Units that no other image refers to: package, build id, number. None where the app may load images that the link does not know.</param>
internal sealed record LinkManifest(
    string App, LinkedFramework Framework, IReadOnlyList<LinkedAssembly> Assemblies, IReadOnlyList<LinkedImage> Images, IReadOnlyList<string> Unreferenced)
{
    internal const string Extension = Restore.LinkManifest.Extension;

    /// <summary>Raised when a reader of an earlier version would misunderstand; a member that is added does not raise it.</summary>
    internal const int Format = 1;
}

/// <summary>The framework that images were checked against.</summary>
/// <param name="Bundled">Whether it is deployed with the app.</param>
/// <param name="CoreLibrary">Module version id of its core library.</param>
internal sealed record LinkedFramework(bool Bundled, string CoreLibrary);

/// <summary>An assembly as deployed.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Identity">Its code identity.</param>
/// <param name="File">The hash of its file's bytes, the checksum of its code, and a hash of both; <see langword="null"/> where it came in no NuGet package.</param>
internal sealed record LinkedAssembly(string Name, string Version, string Identity, string? File);

/// <summary>An image as deployed.</summary>
/// <param name="Assembly">Name of its package.</param>
/// <param name="Path">Path in the app's directory, with <c>/</c>.</param>
/// <param name="BuildId">Its build id.</param>
/// <param name="Linked">Whether it holds in the app.</param>
/// <param name="RestsOn">Names of the assemblies outside the framework that it rests on, its own first.</param>
/// <param name="Dependencies">Places, in the list of images, of those of the packages that it rests on.</param>
/// <param name="Knobs">The runtime settings that it depends on.</param>
/// <param name="Findings">Codes of why it is not linked.</param>
internal sealed record LinkedImage(
    string Assembly,
    string Path,
    string BuildId,
    bool Linked,
    IReadOnlyList<string> RestsOn,
    IReadOnlyList<int> Dependencies,
    IReadOnlyDictionary<string, string> Knobs,
    IReadOnlyList<string> Findings);
