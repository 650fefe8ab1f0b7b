using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Tests.Frameworks;

/// <summary>A package that uses ASP.NET Core, and programs with that framework and without.</summary>
internal sealed class WebPackage : IDisposable
{
    private const string Usings = """
        using Microsoft.AspNetCore.Http;
        using Microsoft.Net.Http.Headers;
        """;

    private WebPackage(TestPackage package) => Package = package;

    internal static SharedFramework Framework { get; } = SharedFramework.Find("Microsoft.AspNetCore.App")!;

    /// <summary>Full paths of the assemblies of ASP.NET Core that sources may use.</summary>
    internal static IReadOnlyList<string> References { get; } =
        [.. new[] { "Microsoft.AspNetCore.Http.Abstractions", "Microsoft.AspNetCore.Http.Features", "Microsoft.Net.Http.Headers", "Microsoft.Extensions.Primitives" }.Select(static name => Framework.FileOf(name)!)];

    internal TestPackage Package { get; }

    internal static WebPackage Compile(string source)
    {
        var package = TestPackage.Compile("");
        Compile(source, package.AssemblyPath);
        return new WebPackage(package);
    }

    internal static void Compile(string source, string path) => SourceCompiler.Compile(Usings + "\n" + source, path, References);

    internal SerializeResult Serialize() => Package.Serialize(static request => request with { Frameworks = [Framework], Verify = true });

    /// <summary>Compiles a program that prints an expression and where roots came from.</summary>
    /// <param name="expression">What to print.</param>
    /// <param name="isOfWeb">Whether it has the framework.</param>
    /// <param name="properties">Members of a JSON object.</param>
    internal string CompileProgram(string expression, bool isOfWeb = true, string properties = "")
    {
        string program = Package.CompileProgram($$"""
            Console.WriteLine({{expression}});
            foreach (ImageDecision decision in PackageImage.Decisions) { Console.Error.WriteLine($"{decision.Root} {(decision.FromImage ? "image" : decision.Reason)}"); }
            """);
        string web = isOfWeb ? """, { "name": "Microsoft.AspNetCore.App", "version": "10.0.0" }""" : "";
        File.WriteAllText(Path.ChangeExtension(program, ".runtimeconfig.json"), $$"""
            {
              "runtimeOptions": {
                "tfm": "net10.0",
                "frameworks": [ { "name": "Microsoft.NETCore.App", "version": "10.0.0" }{{web}} ],
                "configProperties": { {{properties}} }
              }
            }
            """);
        return program;
    }

    public void Dispose() => Package.Dispose();
}
