using System.Xml.Linq;

namespace Imaging.EndToEnd.Tests.Harness;

/// <summary>A directory of generated projects that build from the packed SDK.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly HashSet<string> _restored = [];
    private int _builds;
    private Action<Workspace>? _reuse;
    private string[] _keptRestored = [];

    public Workspace()
    {
        Root = Path.Combine(Base, Guid.NewGuid().ToString("N")[..8]);
        Write("NuGet.config", NuGetConfig());
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
    }

    /// <summary>Directory of this run of the tests.</summary>
    public static string Base { get; } = Path.Combine(Path.GetTempPath(), "imaging-e2e", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string Root { get; }

    public static string SdkAttribute => $"Imaging.Sdk/{PackedSdk.Version}";

    private string Kept => Root + ".kept";

    /// <summary>Keeps the files as they are now: in place of deleting them, disposing brings them back.</summary>
    /// <param name="reuse">Gets the workspace when it is as it is now.</param>
    public void Keep(Action<Workspace> reuse)
    {
        Copy(Root, Kept);
        _keptRestored = [.. _restored];
        _reuse = reuse;
    }

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("IMAGING_TEST_KEEP") is not null)
        {
            return;
        }

        Directory.Delete(Root, recursive: true);
        if (_reuse is not null)
        {
            Copy(Kept, Root);
            _restored.Clear();
            _restored.UnionWith(_keptRestored);
            _reuse(this);
        }
    }

    public string PathOf(string relative) => Path.Combine(Root, relative);

    public void Write(string relative, string text)
    {
        // What a restore depends on.
        if (Path.GetExtension(relative) is not (".cs" or ".txt"))
        {
            _restored.Clear();
        }

        string path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Replace(string relative, string from, string to)
    {
        string text = File.ReadAllText(PathOf(relative));
        Assert.Contains(from, text);
        Write(relative, text.Replace(from, to, StringComparison.Ordinal));
    }

    public string Read(string relative) => File.ReadAllText(PathOf(relative));

    public bool Exists(string relative) => File.Exists(PathOf(relative));

    /// <summary>Writes <c>NAME/NAME.csproj</c> with the given body.</summary>
    public void Project(string name, string sdk, string body, string properties = "", string framework = "<TargetFramework>net10.0</TargetFramework>") =>
        Write($"{name}/{name}.csproj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                {framework}
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                {properties}
              </PropertyGroup>
              {body}
            </Project>
            """);

    /// <summary>A library with one root, <c>NAME.Words.Text</c>, of the words given.</summary>
    public void RootLibrary(string name, string body = "", string properties = "", string words = "one two three", string? sdk = null, string framework = "<TargetFramework>net10.0</TargetFramework>")
    {
        Project(name, sdk ?? SdkAttribute, body, properties, framework);
        Write($"{name}/Words.cs", $$"""
            using System;

            namespace {{name}}
            {
                public static class Words
                {
                    private static readonly Imaging.ImageRoot<string[]> Root = new(() => "{{words}}".Split(' '), "Root");

                    public static string Text => string.Join("-", Root.Value);
                }
            }
            """);
    }

    /// <summary>A project of Microsoft.NET.Sdk that references another one and hands its text on as <c>NAME.Words.Text</c>.</summary>
    public void PlainConsumer(string name, string reference, bool isExe = false, string properties = "", string body = "") =>
        Consumer(name, reference, "Microsoft.NET.Sdk", isExe, properties, body);

    /// <summary>The same of any SDK.</summary>
    public void Consumer(string name, string reference, string sdk, bool isExe = false, string properties = "", string body = "")
    {
        Project(name, sdk, $"""
            <ItemGroup><ProjectReference Include="../{reference}/{reference}.csproj" /></ItemGroup>
            {body}
            """, properties + (isExe ? "<OutputType>Exe</OutputType>" : ""));
        Write($"{name}/Words.cs", $$"""
            namespace {{name}}
            {
                public static class Words
                {
                    public static string Text => {{reference}}.Words.Text;
                    {{(isExe ? "public static void Main() => Console.WriteLine(Text);" : "")}}
                }
            }
            """);
    }

    /// <summary>Builds. What an earlier build of the project has restored is not restored again.</summary>
    public BuildRun Build(string project, params string[] arguments)
    {
        BuildRun run = Run("build", project, _restored.Contains(project) ? ["--no-restore", .. arguments] : arguments);
        if (run.ExitCode == 0)
        {
            _restored.Add(project);
        }

        return run;
    }

    public BuildRun BuildsWell(string project, params string[] arguments) => Build(project, arguments).Succeeded();

    /// <summary>Runs a verb of <c>dotnet</c> on one node: a second one starts as slowly as the first, and is of use to large solutions only.</summary>
    public BuildRun Run(string verb, string project, params string[] arguments)
    {
        string log = PathOf($"log{++_builds}.binlog");
        Execution execution = Execution.Run(Root, "dotnet", [verb, project, "-nologo", "-tl:off", "-nr:false", "-m:1", $"-bl:{log}", .. arguments]);
        return new BuildRun(execution, log);
    }

    /// <summary>Starts an application that has been built, and returns what it prints.</summary>
    public string Start(string assembly, params (string Name, string Value)[] environment)
    {
        Execution execution = Execution.Run(Root, "dotnet", [PathOf(assembly)], environment);
        Assert.AreEqual(0, execution.ExitCode, execution.Output);
        return execution.Output.Trim();
    }

    /// <summary>Every file under obj and bin with its time and length.</summary>
    public IReadOnlyDictionary<string, (DateTime Time, long Length)> Outputs() => new DirectoryInfo(Root)
        .GetFiles("*", SearchOption.AllDirectories)
        .Where(file => file.FullName.Split(Path.DirectorySeparatorChar).Intersect(["obj", "bin"]).Any())
        .ToDictionary(file => Path.GetRelativePath(Root, file.FullName), file => (file.LastWriteTimeUtc, file.Length));

    /// <summary>Files of Imaging under obj and bin.</summary>
    public IReadOnlyList<string> ImagingFiles() =>
        [.. Outputs().Keys.Where(path => path.EndsWith(".pkgimg", StringComparison.Ordinal) || path.EndsWith(".imglink", StringComparison.Ordinal) || path.Contains(".imaging.", StringComparison.Ordinal) || path.Contains("imaging-inputs", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    // With the times of the files.
    private static void Copy(string from, string to)
    {
        foreach (string directory in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        }

        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    // Packages of the tests' own are called Packed.SOMETHING: a package folder keeps what it has seen, so each needs a name of its own.
    private string NuGetConfig() => new XElement("configuration",
        new XElement("packageSources",
            new XElement("add", new XAttribute("key", "imaging-test"), new XAttribute("value", PackedSdk.Feed)),
            new XElement("add", new XAttribute("key", "workspace"), new XAttribute("value", Directory.CreateDirectory(PathOf("feed")).FullName))),
        new XElement("packageSourceMapping",
            UserSources.Names.Select(name => new XElement("packageSource", new XAttribute("key", name),
                new XElement("package", new XAttribute("pattern", "*")))),
            new XElement("packageSource", new XAttribute("key", "imaging-test"),
                new XElement("package", new XAttribute("pattern", "Imaging.*"))),
            new XElement("packageSource", new XAttribute("key", "workspace"),
                new XElement("package", new XAttribute("pattern", "Packed.*"))))).ToString();
}
