using System.Reflection;
using System.Runtime.Loader;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Reading;

/// <summary>A load context for a package and what it needs, all from the directory of its image. Only the framework is shared with the process around it.</summary>
internal sealed class DeployedContext(DeployedAssemblies deployed, bool isCollectible)
    : AssemblyLoadContext("Imaging: " + deployed.Directory, isCollectible)
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        if (FrameworkDirectory.Has(name))
        {
            return null;
        }

        if (deployed.Find(name) is { } path)
        {
            return LoadFromAssemblyPath(path);
        }

        // Satellite assemblies that are not there are the ordinary case.
        return string.IsNullOrEmpty(assemblyName.CultureName)
            ? throw new FileNotFoundException($"{name} is neither in {deployed.Directory} nor in the framework {Environment.Version}")
            : null;
    }
}
