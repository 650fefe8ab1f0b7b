using System.Reflection;
using System.Runtime.Loader;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Reading;

/// <summary>A load context for a package and what it needs, all from the directory of its image. Only the framework is shared with the process around it.</summary>
/// <param name="deployed">The assemblies there.</param>
/// <param name="copies">Copies to load in their place, for a context that is unloaded; <see langword="null"/> to load them where they lie, for good.</param>
internal sealed class DeployedContext(DeployedAssemblies deployed, PrivateCopies? copies)
    : AssemblyLoadContext("Imaging: " + deployed.Directory, isCollectible: copies is not null)
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        if (!deployed.IsFramework(name) && deployed.Find(name) is { } path)
        {
            return LoadFromAssemblyPath(copies?.Of(path) ?? path);
        }

        // Satellite assemblies that are not there are the ordinary case.
        if (deployed.SharesFramework(name) || !string.IsNullOrEmpty(assemblyName.CultureName))
        {
            return null;
        }

        return deployed.FindFurther(name) is { } further
            ? LoadFromAssemblyPath(further)
            : throw new FileNotFoundException($"{name} is neither in {deployed.Directory} nor in {deployed.FrameworkText}");
    }
}
