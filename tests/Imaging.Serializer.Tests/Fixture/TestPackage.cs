using System.Globalization;

namespace Imaging.Serializer.Tests;

/// <summary>
/// A package made from source, alone in a directory with what it needs: <see cref="Compile"/> it,
/// <see cref="Serialize"/> it, <see cref="RunAsync"/> a program against it.
/// </summary>
/// <example>
/// <code>
/// using var package = TestPackage.Compile("""
///     public static class Roots { public static readonly ImageRoot&lt;int[]&gt; Primes = new(() => [2, 3, 5]); }
///     """);
/// package.SerializeAll();
/// Assert.AreEqual("2 3 5", (await package.PrintAsync("string.Join(' ', Roots.Primes.Value)")).Text());
/// </code>
/// </example>
internal sealed class TestPackage : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private int _programs;

    private TestPackage(string name) => Name = name;

    internal string Name { get; }

    /// <summary>Where the package, its image, what it references and the programs against it lie.</summary>
    internal string Directory => _directory.Path;

    internal string AssemblyPath => _directory.File(Name + ".dll");

    internal string ImagePath => _directory.File(Name + ".pkgimg");

    /// <summary>Compiles a package.</summary>
    /// <param name="source">C#; declares roots as <c>static readonly ImageRoot&lt;T&gt;</c> fields.</param>
    /// <param name="name">Name of the assembly.</param>
    /// <param name="references">Packages that it references: their assemblies and images are copied beside it.</param>
    internal static TestPackage Compile(string source, string name = "P", params TestPackage[] references)
    {
        var package = new TestPackage(name);
        foreach (string file in references.SelectMany(static reference => System.IO.Directory.EnumerateFiles(reference.Directory)).Append(SourceCompiler.Runtime))
        {
            File.Copy(file, package._directory.File(Path.GetFileName(file)), overwrite: true);
        }

        package.Recompile(source);
        return package;
    }

    /// <summary>Puts another assembly in the package's place. Its image stays.</summary>
    internal void Recompile(string source, string sourcePath = "Source.cs") => SourceCompiler.Compile(source, AssemblyPath, Closure(AssemblyPath), sourcePath: sourcePath);

    /// <summary>Makes the package's image in this process.</summary>
    /// <param name="configure">Changes the request.</param>
    internal SerializeResult Serialize(Func<SerializeRequest, SerializeRequest>? configure = null)
    {
        SerializeRequest request = Request();
        return PackageSerializer.Serialize(configure?.Invoke(request) ?? request, CancellationToken.None);
    }

    /// <summary>What to ask for the package's image.</summary>
    internal SerializeRequest Request() => new()
    {
        Project = Name,
        AssemblyPath = AssemblyPath,
        Closure = Closure(AssemblyPath),
        DependencyImages = [.. System.IO.Directory.EnumerateFiles(Directory, "*.pkgimg").Where(path => path != ImagePath).Order(StringComparer.Ordinal)],
        ImagePath = ImagePath,
        BuilderTimeout = TimeSpan.FromMinutes(1),
    };

    /// <summary>Makes the package's image and asserts that no root was refused.</summary>
    internal SerializeResult SerializeAll()
    {
        SerializeResult result = Serialize();
        Assert.IsTrue(
            result.ImageWritten && result.Roots.All(static root => root.Captured),
            string.Join(Environment.NewLine, result.Diagnostics.Select(static diagnostic => $"{diagnostic.Code} {diagnostic.Message}")));
        return result;
    }

    /// <summary>Runs a program against the package, in a new process.</summary>
    /// <param name="statements">Top-level statements.</param>
    /// <param name="mode">The value of <c>IMAGING_MODE</c>.</param>
    /// <param name="environment">Other variables.</param>
    /// <param name="runtimeOptions">Properties of the program's runtimeconfig, such as <c>System.GC.Server</c>, as JSON literals.</param>
    internal Task<ProgramResult> RunAsync(
        string statements,
        string mode = "required",
        IReadOnlyDictionary<string, string>? environment = null,
        IReadOnlyDictionary<string, string>? runtimeOptions = null) =>
        StartAsync(CompileProgram(statements, runtimeOptions), mode, environment);

    /// <summary>Compiles a program against the package.</summary>
    /// <returns>What <see cref="StartAsync"/> starts, as often as one likes.</returns>
    internal string CompileProgram(string statements, IReadOnlyDictionary<string, string>? runtimeOptions = null, string? frameworkVersion = null)
    {
        string program = _directory.File($"Program{Interlocked.Increment(ref _programs).ToString(CultureInfo.InvariantCulture)}");
        SourceCompiler.Compile(statements, program + ".dll", Closure(program + ".dll"), isProgram: true);
        File.WriteAllText(program + ".runtimeconfig.json", RuntimeConfig(runtimeOptions, frameworkVersion ?? Environment.Version.ToString(3)));
        return program + ".dll";
    }

    /// <summary>Runs a program that was compiled, in a new process.</summary>
    internal static Task<ProgramResult> StartAsync(string program, string mode, IReadOnlyDictionary<string, string>? environment = null, string? host = null) =>
        DotNetHost.RunAsync(["exec", program], new Dictionary<string, string>(environment ?? new Dictionary<string, string>()) { ["IMAGING_MODE"] = mode }, host);

    /// <summary>Runs a program that prints an expression.</summary>
    internal Task<ProgramResult> PrintAsync(string expression, string mode = "required", IReadOnlyDictionary<string, string>? environment = null) =>
        RunAsync($"Console.WriteLine({expression});", mode, environment);

    public void Dispose() => _directory.Dispose();

    private string[] Closure(string except) =>
    [
        .. System.IO.Directory.EnumerateFiles(Directory, "*.dll")
            .Where(path => path != except && !Path.GetFileName(path).StartsWith("Program", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static string RuntimeConfig(IReadOnlyDictionary<string, string>? options, string frameworkVersion) => $$"""
        {
          "runtimeOptions": {
            "tfm": "net10.0",
            "framework": { "name": "Microsoft.NETCore.App", "version": "{{frameworkVersion}}" },
            "configProperties": { {{string.Join(", ", (options ?? new Dictionary<string, string>()).Select(static option => $"\"{option.Key}\": {option.Value}"))}} }
          }
        }
        """;
}
