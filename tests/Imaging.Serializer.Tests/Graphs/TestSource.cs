using System.Reflection;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>Sources of packages and programs, kept as files beside the tests.</summary>
internal static class TestSource
{
    internal static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name + ".source")!);
        return reader.ReadToEnd();
    }

    /// <summary>A program that compares the roots of a package with what their builders make.</summary>
    private static readonly string[] s_parts =
        ["Differential", "GraphComparer", "RebuiltFields", "ConstructedObjects", "RegexChecks", "ContainerChecks", "Samples", "Mutations"];

    internal static string DifferentialProgram(bool hasKeys) =>
        $"""
        using System.Globalization;
        using System.Reflection;
        using System.Runtime.InteropServices;
        using System.Text.RegularExpressions;
        Samples.Package = {(hasKeys ? "typeof(NewKeys)" : "null")};
        Differential.Run(typeof(Roots));

        """
        + string.Concat(s_parts.Select(Read));
}
