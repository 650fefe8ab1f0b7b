using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using Imaging.Identity;

namespace Imaging.Bench.InProcess;

/// <summary>Identity of an assembly's code, as checked at load where the stamp differs, and as made at build.</summary>
public class CodeIdentityBenchmarks
{
    private byte[] _assembly = [];

    /// <summary>Reads an assembly of a megabyte.</summary>
    [GlobalSetup]
    public void ReadAssembly() => _assembly = File.ReadAllBytes(typeof(BenchmarkRunner).Assembly.Location);

    /// <summary>For load.</summary>
    [Benchmark]
    public ulong Checksum() => CanonicalCode.Checksum(_assembly);

    /// <summary>For build.</summary>
    [Benchmark]
    public string Identity() => CanonicalCode.Identify(_assembly).Identity.ToString();
}
