namespace Imaging.Serializer.Tests.Externals;

/// <summary>A program in a directory of its own, with the packages of a <see cref="Diamond"/> beside it, that loads others from elsewhere.</summary>
internal sealed class PluginHost : IDisposable
{
    private readonly Diamond _app = Diamond.Copy();
    private readonly string _program;

    internal PluginHost(string source)
    {
        _program = Path.Combine(_app.Directory, "ProgramHost.dll");
        SourceCompiler.Compile(source, _program, [], isProgram: true);
        File.Copy(Path.Combine(_app.Directory, "Program1.runtimeconfig.json"), Path.ChangeExtension(_program, ".runtimeconfig.json"));
    }

    /// <summary>The packages that the program's own context binds.</summary>
    internal Diamond App => _app;

    internal async Task<string> RunAsync(string mode, params string[] arguments) =>
        (await DotNetHost.RunAsync(["exec", _program, .. arguments], new Dictionary<string, string> { ["IMAGING_MODE"] = mode })).Text();

    public void Dispose() => _app.Dispose();
}
