using System.Reflection;
using Imaging.Tasks;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Imaging.Serializer.Tests.Tasks;

/// <summary>A build engine that keeps what tasks register and what they log.</summary>
public class TaskHost : DispatchProxy
{
    private readonly Dictionary<object, object> _registered = [];

    internal IBuildEngine9 Engine => (IBuildEngine9)(object)this;

    internal List<BuildErrorEventArgs> Errors { get; } = [];

    internal List<BuildWarningEventArgs> Warnings { get; } = [];

    internal List<BuildMessageEventArgs> Messages { get; } = [];

    internal static TaskHost Create() => (TaskHost)(object)Create<IBuildEngine9, TaskHost>();

    /// <summary>The task that makes the images of a package and of those below it.</summary>
    internal SerializePackageImage TaskOf(TestPackage package) => new()
    {
        BuildEngine = Engine,
        Project = package.Name,
        ProjectFile = Path.Combine(package.Directory, $"{package.Name}.csproj"),
        AssemblyPath = package.AssemblyPath,
        ImagePath = package.ImagePath,
        MarkerPath = Path.Combine(package.Directory, "marker"),
        WorklistPath = Path.Combine(package.Directory, "worklist"),
        DependencyDirectory = Path.Combine(package.Directory, "dependencies"),
        Closure = [.. package.Request().Closure.Select(static path => new TaskItem(path))],
        DepotPath = "off",
    };

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case nameof(IBuildEngine.LogErrorEvent):
                Errors.Add((BuildErrorEventArgs)args![0]!);
                return null;
            case nameof(IBuildEngine.LogWarningEvent):
                Warnings.Add((BuildWarningEventArgs)args![0]!);
                return null;
            case nameof(IBuildEngine.LogMessageEvent):
                Messages.Add((BuildMessageEventArgs)args![0]!);
                return null;
            case nameof(IBuildEngine4.GetRegisteredTaskObject):
                return _registered.GetValueOrDefault(args![0]!);
            case nameof(IBuildEngine4.RegisterTaskObject):
                _registered.Add(args![0]!, args[1]!);
                return null;
            case nameof(IBuildEngine9.RequestCores):
                return 0;
            default:
                return targetMethod.ReturnType == typeof(bool) ? false : null;
        }
    }
}
