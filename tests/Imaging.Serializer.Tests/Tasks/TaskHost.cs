using System.Reflection;
using Microsoft.Build.Framework;

namespace Imaging.Serializer.Tests.Tasks;

/// <summary>A build engine that keeps what tasks register and the errors that they log.</summary>
public class TaskHost : DispatchProxy
{
    private readonly Dictionary<object, object> _registered = [];

    internal IBuildEngine9 Engine => (IBuildEngine9)(object)this;

    internal List<BuildErrorEventArgs> Errors { get; } = [];

    internal static TaskHost Create() => (TaskHost)(object)Create<IBuildEngine9, TaskHost>();

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case nameof(IBuildEngine.LogErrorEvent):
                Errors.Add((BuildErrorEventArgs)args![0]!);
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
