namespace Imaging;

/// <summary>
/// The serializer's hold on this copy of the assembly while it captures a package: roots use their builders,
/// whatever the environment says, and inputs are the project's own files.
/// </summary>
/// <remarks>
/// The serializer loads the package with the Imaging.Runtime that the package resolved, which need not be its
/// own: it calls <see cref="Enter"/> by name, so the name and the parameter types may not change.
/// </remarks>
internal static class CaptureSession
{
    private static IReadOnlyDictionary<string, string>? s_inputs;

    /// <summary>A package is being captured.</summary>
    internal static bool IsActive { get; private set; }

    /// <summary>Begins a capture that lasts as long as the load context.</summary>
    /// <param name="inputs">Full path by name of each declared input.</param>
    internal static void Enter(IReadOnlyDictionary<string, string> inputs)
    {
        s_inputs = inputs;
        IsActive = true;
    }

    internal static string? FindInput(string name) =>
        s_inputs is not null && s_inputs.TryGetValue(name, out string? path) ? path : null;
}
