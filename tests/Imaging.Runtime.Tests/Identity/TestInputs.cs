using System.Reflection;

namespace Imaging.Identity;

/// <summary>Files that the project file names.</summary>
internal static class TestInputs
{
    public static string NodaTime => Find("NodaTime") ?? throw new InvalidOperationException("The project names no NodaTime.");

    /// <summary>Null where there is none for the machine.</summary>
    public static string? Crossgen2 => Find("Crossgen2");

    public static string FrameworkDirectory => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static string? Find(string key) =>
        typeof(TestInputs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;
}
