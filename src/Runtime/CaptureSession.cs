using System.Reflection;

namespace Imaging;

/// <summary>
/// The serializer's hold on this copy of the assembly while it captures a package: the package's roots use their builders
/// and those of its dependencies their images, whatever the environment says, inputs are the project's own files, and what
/// builders use of each other is noted.
/// </summary>
/// <remarks>
/// The serializer loads the package with the Imaging.Runtime that the package resolved, which need not be its
/// own: it calls <see cref="Enter"/>, <see cref="LinkImages"/> and <see cref="TakeUses"/> by name, so names and parameter types may not change.
/// Nothing here is initialised but by a capture: every process with a root asks whether there is one.
/// </remarks>
internal static class CaptureSession
{
    private static IReadOnlyDictionary<string, string>? s_inputs;
    private static IReadOnlyDictionary<string, string>? s_images;
    private static Action<Assembly, string, uint, string[], object?[], ulong[], object[]>? s_restored;
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

    /// <summary>Lets roots of dependencies be restored, as the package will find them at run time.</summary>
    /// <param name="images">Full path of the image of each dependency that has one, by the simple name of its assembly.</param>
    /// <param name="restored">Told of each unit that was restored: assembly, build id of the image, number of the unit, names and values of its roots, and the words of its image that refer to its objects, with the objects.</param>
    internal static void LinkImages(IReadOnlyDictionary<string, string> images, Action<Assembly, string, uint, string[], object?[], ulong[], object[]> restored)
    {
        s_images = images;
        s_restored = restored;
    }

    /// <summary>Full path of the image of a dependency; <see langword="null"/> where it has none.</summary>
    internal static string? FindImage(string assembly) => s_images is not null && s_images.TryGetValue(assembly, out string? path) ? path : null;

    /// <summary>A unit of a dependency's image was restored.</summary>
    internal static void Restored(Assembly assembly, string buildId, uint unit, string[] roots, object?[] values, ulong[] words, object[] objects) =>
        s_restored?.Invoke(assembly, buildId, unit, roots, values, words, objects);

    /// <summary>What was used since the last call: kind (root, input, or built for a root of a dependency that has no image), assembly, name, and why, a line feed between them.</summary>
    internal static string[] TakeUses()
    {
        lock (Noted.Gate)
        {
            string[] uses = Noted.Uses;
            Noted.Uses = [];
            return uses;
        }
    }

    internal static void UsesRoot(string assembly, string name) => Note("root", assembly, name);

    /// <summary>A root of a dependency used its builder.</summary>
    internal static void BuildsRoot(string assembly, string name, string reason) => Note("built", assembly, $"{name}\n{reason}");

    /// <summary>Full path of an input of the package; <see langword="null"/> where it declares none, or where another assembly asks.</summary>
    internal static string? FindInput(string assembly, string name)
    {
        Note("input", assembly, name);
        return assembly == s_package && s_inputs!.TryGetValue(name, out string? path) ? path : null;
    }

    /// <summary>Whether the assembly is the package that is captured.</summary>
    internal static bool IsPackage(string assembly) => assembly == s_package;

    // Once, until a root of the package itself is read: whether a use came before or after that matters, how often does not.
    private static void Note(string kind, string assembly, string name)
    {
        string use = $"{kind}\n{assembly}\n{name}";
        lock (Noted.Gate)
        {
            string[] uses = Noted.Uses;
            for (int i = uses.Length - 1; i >= 0; i--)
            {
                if (uses[i] == use)
                {
                    return;
                }

                if (IsOwnRoot(uses[i]) && !IsOwnRoot(use))
                {
                    break;
                }
            }

            Noted.Uses = [.. uses, use];
        }
    }

    private static bool IsOwnRoot(string use) => use.StartsWith($"root\n{s_package}\n", StringComparison.Ordinal);

    private static class Noted
    {
        internal static readonly object Gate = new();

        internal static string[] Uses { get; set; } = [];
    }
}
