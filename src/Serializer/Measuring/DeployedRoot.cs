using System.Reflection;
using Imaging.Serializer.Capture;
using Imaging.Serializer.Packages;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Measuring;

/// <summary>A root of the package beside an image, loaded with the Imaging.Runtime that lies there.</summary>
/// <remarks>
/// Reached by reflection only: a process that also loads the tool's own Imaging.Runtime would ignore the native code of the
/// one that is measured.
/// </remarks>
internal sealed class DeployedRoot
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly object _cell;

    private DeployedRoot(object cell, string name)
    {
        _cell = cell;
        Name = name;
    }

    internal string Name { get; }

    /// <exception cref="InvalidOperationException">The package has no such root.</exception>
    internal static DeployedRoot Load(string image, string name) =>
        LoadAll(image).FirstOrDefault(root => root.Name == name) ?? throw new InvalidOperationException($"the package beside {image} has no root {name}");

    /// <summary>The roots of the package, in the order of its metadata. Types are initialised as they are met.</summary>
    internal static IEnumerable<DeployedRoot> LoadAll(string image)
    {
        // Where a program keeps native code apart from IL, the image is found by the base directory.
        var deployed = DeployedAssemblies.Around(image);
        AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", deployed.Directory + Path.DirectorySeparatorChar);
        var context = new DeployedContext(deployed, copies: null);
        Assembly package = context.LoadFromAssemblyName(new AssemblyName(Path.GetFileNameWithoutExtension(image)));
        foreach (Type type in StaticFields.TypesOf(package).Where(static type => !type.ContainsGenericParameters))
        {
            foreach (FieldInfo field in type.GetFields(Statics))
            {
                if (field.IsInitOnly && RootDiscovery.IsRoot(field) && field.GetValue(null) is { } cell)
                {
                    yield return new DeployedRoot(cell, NameOf(cell, field));
                }
            }
        }
    }

    /// <summary>Reads the root, and what Imaging.Runtime tells of that.</summary>
    internal Measurement Measure()
    {
        _cell.GetType().GetProperty("Value")!.GetMethod!.Invoke(_cell, BindingFlags.DoNotWrapExceptions, null, null, null);
        Type log = _cell.GetType().Assembly.GetType("Imaging.PackageImage", throwOnError: true)!;
        var decisions = (IEnumerable<object>)log.GetProperty("Decisions")!.GetValue(null)!;
        object decision = decisions.Last(candidate => (string)Read(candidate, "Root")! == Name);
        return new Measurement(((TimeSpan)Read(decision, "Elapsed")!).TotalMilliseconds, null);
    }

    private static object? Read(object instance, string property) => instance.GetType().GetProperty(property, Instance)!.GetValue(instance);

    private static string NameOf(object cell, FieldInfo field)
    {
        if (Field(cell, "_name") is string name)
        {
            return name;
        }

        Type names = cell.GetType().Assembly.GetType("Imaging.RootName", throwOnError: true)!;
        object declaring = names.GetMethod("DeclaringType", Statics)!.Invoke(null, [Field(cell, "_builder")])!;
        string member = Field(cell, "_member") is string { Length: > 0 } given ? given : field.Name;
        return (string)names.GetMethod("Of", Statics)!.Invoke(null, [declaring, member])!;
    }

    private static object? Field(object cell, string field) => cell.GetType().GetField(field, Instance)!.GetValue(cell);
}
