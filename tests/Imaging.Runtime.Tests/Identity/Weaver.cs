using Mono.Cecil;

namespace Imaging.Identity;

internal static class Weaver
{
    /// <summary>Reads the assembly and writes it anew, as post-build tools do; its MVID stays.</summary>
    public static byte[] Rewrite(byte[] assembly, Action<ModuleDefinition> change)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(new MemoryStream(assembly));
        change(module);
        using var output = new MemoryStream();
        module.Write(output);
        return output.ToArray();
    }
}
