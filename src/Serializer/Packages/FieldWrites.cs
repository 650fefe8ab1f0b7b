using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Imaging.Serializer.Packages;

/// <summary>
/// Which static fields code may change after they were initialised. F# marks no field of a class as readonly, but lets
/// nothing else write most of them.
/// </summary>
internal static class FieldWrites
{
    private const byte LoadAddress = 0x7F;
    private const byte Store = 0x80;

    /// <summary>The tokens of those fields that code of their assembly, static constructors aside, writes or takes the address of.</summary>
    /// <remarks>Looks for bytes, not for instructions: what looks like a write may be none, but none is missed.</remarks>
    internal static IReadOnlySet<int> OutsideInitializers(Assembly assembly, IEnumerable<FieldInfo> fields)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = image.GetMetadataReader();
        var tokens = fields.Select(static field => field.MetadataToken).ToHashSet();
        var written = new HashSet<int>();
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0 || metadata.StringComparer.Equals(method.Name, ".cctor"))
            {
                continue;
            }

            ReadOnlySpan<byte> code = image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes();
            for (int at = 0; at + 5 <= code.Length; at++)
            {
                if (code[at] is LoadAddress or Store && tokens.Contains(BinaryPrimitives.ReadInt32LittleEndian(code[(at + 1)..])))
                {
                    written.Add(BinaryPrimitives.ReadInt32LittleEndian(code[(at + 1)..]));
                }
            }
        }

        return written;
    }
}
