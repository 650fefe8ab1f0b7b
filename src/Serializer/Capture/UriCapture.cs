using System.Reflection;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>Takes a <see cref="Uri"/> apart: into its text, if that gives an equal one.</summary>
internal static class UriCapture
{
    private static readonly PropertyInfo[] s_properties = typeof(Uri).GetProperties(BindingFlags.Instance | BindingFlags.Public);

    /// <exception cref="CaptureRefusedException">Its text is not all that it was made from.</exception>
    internal static ConstructionArguments Of(Uri uri)
    {
        UriKind kind = uri.IsAbsoluteUri ? UriKind.Absolute : UriKind.Relative;
        if (!Uri.TryCreate(uri.OriginalString, kind, out Uri? made) || made.GetType() != uri.GetType() || !s_properties.All(property => Equals(Read(property, uri), Read(property, made))))
        {
            throw new CaptureRefusedException(
                DiagnosticCodes.TypeNotProven, $"the Uri {uri.OriginalString} was made with options, and its text alone gives another one; keep the text in the root and make the Uri from it");
        }

        return new ConstructionArguments(null, null, new[] { uri.OriginalString }, new[] { (int)kind });
    }

    // What a relative one does not have throws.
    private static object? Read(PropertyInfo property, Uri uri)
    {
        try
        {
            object? value = property.GetValue(uri);
            return value is string[] segments ? string.Join('\n', segments) : value;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.GetType();
        }
    }
}
