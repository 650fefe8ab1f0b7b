using System.Diagnostics;
using System.Reflection;

namespace Imaging.Serializer.Packages;

/// <summary>What the code of a package threw: the exception itself, without those that reflection and type initializers put around it.</summary>
internal sealed class ThrownException
{
    private readonly Exception _cause;

    internal ThrownException(Exception exception)
    {
        _cause = exception;
        while (_cause is TargetInvocationException or TypeInitializationException && _cause.InnerException is { } inner)
        {
            _cause = inner;
        }
    }

    /// <summary>Its type.</summary>
    internal Type Type => _cause.GetType();

    /// <summary>Its type and message, on one line: a build prints each line of a message as an error of its own.</summary>
    public override string ToString() =>
        $"{_cause.GetType()}: {string.Join(' ', _cause.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))}";

    /// <summary>Where an assembly threw it, or called what threw it; <see langword="null"/> where its symbols do not tell.</summary>
    internal (string File, int Line)? PlaceIn(Assembly assembly)
    {
        foreach (StackFrame frame in new StackTrace(_cause, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is { } file && frame.GetMethod()?.Module.Assembly == assembly)
            {
                return (file, frame.GetFileLineNumber());
            }
        }

        return null;
    }
}
