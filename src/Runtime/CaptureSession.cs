namespace Imaging;

/// <summary>
/// The serializer's hold on this copy of the assembly while it captures a package: roots use their builders,
/// whatever the environment says, inputs are the project's own files, and what builders use of each other is noted.
/// </summary>
/// <remarks>
/// The serializer loads the package with the Imaging.Runtime that the package resolved, which need not be its
/// own: it calls <see cref="Enter"/> and <see cref="TakeUses"/> by name, so names and parameter types may not change.
/// An array, not a list: the assembly that lists are named in would be loaded by every process with a root.
/// </remarks>
internal static class CaptureSession
{
    private static readonly object s_gate = new();
    private static string[] s_uses = [];
    private static IReadOnlyDictionary<string, string>? s_inputs;
    private static string? s_package;

    /// <summary>A package is being captured.</summary>
    internal static bool IsActive { get; private set; }

    /// <summary>Begins a capture that lasts as long as the load context.</summary>
    /// <param name="package">Simple name of the package's assembly.</param>
    /// <param name="inputs">Full path by name of each of its declared inputs.</param>
    internal static void Enter(string package, IReadOnlyDictionary<string, string> inputs)
    {
        s_package = package;
        s_inputs = inputs;
        IsActive = true;
    }

    /// <summary>What was used since the last call: kind (root or input), assembly and name, a line feed between them.</summary>
    internal static string[] TakeUses()
    {
        lock (s_gate)
        {
            string[] uses = s_uses;
            s_uses = [];
            return uses;
        }
    }

    internal static void UsesRoot(string assembly, string name) => Note("root", assembly, name);

    /// <summary>Full path of an input of the package; <see langword="null"/> where it declares none, or where another assembly asks.</summary>
    internal static string? FindInput(string assembly, string name)
    {
        Note("input", assembly, name);
        return assembly == s_package && s_inputs!.TryGetValue(name, out string? path) ? path : null;
    }

    /// <summary>Whether the assembly is the package that is captured.</summary>
    internal static bool IsPackage(string assembly) => assembly == s_package;

    private static void Note(string kind, string assembly, string name)
    {
        lock (s_gate)
        {
            s_uses = [.. s_uses, $"{kind}\n{assembly}\n{name}"];
        }
    }
}
