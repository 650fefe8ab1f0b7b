using System.Reflection;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Says why a restore failed.</summary>
internal static class RestoreFailure
{
    internal static string Describe(Exception exception) => exception switch
    {
        ImageFormatException or RestoreException => exception.Message,
        TargetInvocationException { InnerException: { } inner } => Describe(inner),
        TypeInitializationException { InnerException: { } inner } => $"the static constructor of {((TypeInitializationException)exception).TypeName} failed: {inner.Message}",
        _ => $"restoring failed with {exception.GetType().Name}: {exception.Message}",
    };
}
