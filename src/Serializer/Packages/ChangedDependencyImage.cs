namespace Imaging.Serializer.Packages;

/// <summary>An image of a dependency that is another one than an image was made with.</summary>
/// <param name="Dependency">Name of the dependency.</param>
/// <param name="Before">Build id of the image then; <see cref="DependencyBuilds.None"/> where there was none.</param>
/// <param name="Now">Build id of the image that is there now; <see cref="DependencyBuilds.None"/> where there is none.</param>
internal sealed record ChangedDependencyImage(string Dependency, string Before, string Now)
{
    public override string ToString() =>
        Before == DependencyBuilds.None ? $"the image of {Dependency}, which had none then and now has one with build id {Now}"
        : Now == DependencyBuilds.None ? $"the image of {Dependency} with build id {Before}, which is gone"
        : $"the image of {Dependency} with build id {Before}, which now has {Now}";
}
