using System.Globalization;
using System.Text;
using Imaging.Files;

namespace Imaging.Identity;

/// <summary>What a build records of an assembly.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="Version">Its assembly version, of four parts.</param>
/// <param name="Mvid">The MVID of its module: neither necessary nor sufficient for identity, but quick to compare.</param>
/// <param name="Identity">Its code identity.</param>
/// <param name="Checksum">What <see cref="CanonicalCode.Checksum"/> must give for it at load.</param>
/// <param name="File">XXH64 of the file's bytes, which change with the directory or a comment.</param>
internal sealed record AssemblyFacts(string Name, string Version, Guid Mvid, CodeIdentity Identity, ulong Checksum, ulong File)
{
    /// <exception cref="BadImageFormatException">The file is not an assembly whose IL can be told.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static AssemblyFacts Read(string path)
    {
        FileMemory file = FileMemory.Read(path);
        try
        {
            return Read(CanonicalCode.Bytes(file));
        }
        finally
        {
            file.Free();
        }
    }

    public static unsafe AssemblyFacts Read(ReadOnlySpan<byte> pe)
    {
        fixed (byte* start = pe)
        {
            var root = new MetadataRoot(new CliHeader(new PeImage(new ByteRegion(start, (uint)pe.Length))).Metadata);
            var heaps = new MetadataHeaps(root);
            var tables = new MetadataTables(root.Tables);
            if (tables.Rows(Table.Assembly) != 1)
            {
                BadImage.Throw("The file is a module of an assembly, not an assembly.");
            }

            (CodeIdentity identity, ulong checksum) = CanonicalCode.Identify(pe);
            return new AssemblyFacts(
                ReadName(tables, heaps), ReadVersion(tables.Row(Table.Assembly, 1)), ModuleVersion.Of(tables, heaps), identity, checksum, XxHash64.Hash(pe));
        }
    }

    private static unsafe string ReadName(MetadataTables tables, in MetadataHeaps heaps)
    {
        ByteRegion name = heaps.String(tables.Row(Table.Assembly, 1).Index(16 + tables.Width(Column.BlobIndex), tables.Width(Column.StringIndex)));
        return Encoding.UTF8.GetString(new ReadOnlySpan<byte>(name.Start, (int)name.Length));
    }

    private static string ReadVersion(ByteRegion assembly) =>
        string.Create(CultureInfo.InvariantCulture, $"{assembly.U16(4)}.{assembly.U16(6)}.{assembly.U16(8)}.{assembly.U16(10)}");
}
