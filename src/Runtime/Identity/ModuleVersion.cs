namespace Imaging.Identity;

/// <summary>Reads module version ids: two builds of other code rarely have the same, so one tells quickly which file was loaded.</summary>
internal static unsafe class ModuleVersion
{
    /// <summary>The id in a PE file.</summary>
    /// <exception cref="BadImageFormatException">The bytes are not an assembly.</exception>
    internal static Guid Of(ReadOnlySpan<byte> pe)
    {
        fixed (byte* start = pe)
        {
            var root = new MetadataRoot(new CliHeader(new PeImage(new ByteRegion(start, (uint)pe.Length))).Metadata);
            return Of(new MetadataTables(root.Tables), new MetadataHeaps(root));
        }
    }

    /// <summary>The id in metadata; empty where they have none.</summary>
    internal static Guid Of(MetadataTables tables, in MetadataHeaps heaps)
    {
        ByteRegion module = tables.Row(Table.Module, 1);
        ByteRegion id = heaps.Guid(module.Index(2 + tables.Width(Column.StringIndex), tables.Width(Column.GuidIndex)));
        return id.Length == 0 ? Guid.Empty : new Guid(new ReadOnlySpan<byte>(id.Start, (int)id.Length));
    }
}
