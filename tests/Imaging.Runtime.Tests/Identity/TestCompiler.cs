using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Imaging.Identity;

internal static class TestCompiler
{
    /// <summary>A bit of everything that an assembly can hold.</summary>
    public const string Sample = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.InteropServices;

        [assembly: System.Reflection.AssemblyVersion("1.2.3.4")]
        [assembly: System.Reflection.AssemblyInformationalVersion("1.0.0+0123abcd")]

        namespace Sample;

        public interface IShape { double Area { get; } event EventHandler Changed; }

        [Obsolete("attribute text")]
        public sealed class Shapes<T> where T : struct
        {
            public static readonly int[] Primes = { 2, 3, 5, 7, 11, 13, 17, 19 };
            public const string Constant = "constant text";
            private readonly List<T> _items = new();
            public int Number() => 0x12345678;
            public string Text() => "literal text";
            public U Convert<U>(T item, Func<T, U> map) => map(item);
            public int Guarded(string text)
            {
                try { return int.Parse(text); }
                catch (FormatException) { return -1; }
                finally { _items.Clear(); }
            }
            public IEnumerable<T> All() { foreach (T item in _items) { yield return item; } }
        }

        [StructLayout(LayoutKind.Explicit, Size = 16)]
        public struct Overlaid { [FieldOffset(0)] public long A; [FieldOffset(8)] public double B; }

        public static class Native { [DllImport("library", EntryPoint = "entry")] public static extern int Call([MarshalAs(UnmanagedType.LPStr)] string text); }
        """;

    private static readonly MetadataReference[] Framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == TestInputs.FrameworkDirectory)
            .Select(path => MetadataReference.CreateFromFile(path))];

    public static byte[] Compile(
        string source,
        string name = "Sample",
        string path = "/src/Sample.cs",
        byte[]? resource = null,
        bool withPdb = false,
        params byte[][] references)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), path: path)],
            [.. Framework, .. references.Select(reference => MetadataReference.CreateFromImage(reference))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true));

        using var output = new MemoryStream();
        var options = new EmitOptions(
            debugInformationFormat: withPdb ? DebugInformationFormat.Embedded : DebugInformationFormat.PortablePdb,
            pdbFilePath: withPdb ? Path.ChangeExtension(path, ".pdb") : null);
        ResourceDescription[] resources = resource is null
            ? []
            : [new ResourceDescription("data", () => new MemoryStream(resource), isPublic: true)];
        EmitResult result = compilation.Emit(output, options: options, manifestResources: resources);

        Assert.IsTrue(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return output.ToArray();
    }
}
