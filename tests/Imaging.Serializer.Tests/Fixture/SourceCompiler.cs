using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Imaging.Serializer.Tests;

/// <summary>Compiles C# into assembly files.</summary>
internal static class SourceCompiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Frozen;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.Linq;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Imaging;
        """;

    /// <summary>The Imaging.Runtime that was built with these tests.</summary>
    internal static string Runtime { get; } = typeof(ImageRoot<>).Assembly.Location;

    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] s_framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetDirectoryName(path) == DotNetHost.FrameworkDirectory)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <param name="source">C#, with the usual namespaces and <c>Imaging</c> imported.</param>
    /// <param name="outputPath">The assembly to write; its name is the assembly's.</param>
    /// <param name="references">Assembly files outside the framework. Imaging.Runtime is always among them.</param>
    /// <param name="isProgram">Whether the source is a program of top-level statements.</param>
    /// <param name="sourcePath">The path of the source, which names of file-local types tell.</param>
    internal static void Compile(string source, string outputPath, IEnumerable<string> references, bool isProgram = false, string sourcePath = "Source.cs")
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(outputPath),
            [Parse(Usings, "Usings.cs"), Parse(source, sourcePath)],
            [.. s_framework, .. references.Where(static path => Path.GetFileName(path) != Path.GetFileName(Runtime)).Append(Runtime).Select(static path => MetadataReference.CreateFromImage(File.ReadAllBytes(path)))],
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                deterministic: true,
                nullableContextOptions: NullableContextOptions.Disable));

        using var output = new MemoryStream();
        using FileStream symbols = File.Create(Path.ChangeExtension(outputPath, ".pdb"));
        EmitResult result = compilation.Emit(output, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.IsTrue(result.Success, string.Join(Environment.NewLine, result.Diagnostics));

        // Another file of the same name: a context that is not quite unloaded may still have the old one mapped.
        string temporary = outputPath + ".tmp";
        File.WriteAllBytes(temporary, output.ToArray());
        File.Move(temporary, outputPath, overwrite: true);
    }

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), s_parsing, path: path);
}
