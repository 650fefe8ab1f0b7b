using System.Reflection;
using System.Reflection.Metadata;

namespace Imaging.Identity;

/// <summary>
/// The metadata of a loaded assembly, where it lies in memory. Reflection's names start the framework's text decoder,
/// which takes longer than restoring a small root.
/// </summary>
internal sealed unsafe class LoadedMetadata
{
    private const uint FlagsBytes = 2;
    private const uint MethodNameOffset = 8;

    private static LoadedMetadata? s_last;

    // Keeps the memory.
    private readonly Assembly _assembly;
    private readonly MetadataTables _tables;
    private readonly MetadataHeaps _heaps;
    private readonly uint _stringWidth;

    private LoadedMetadata(Assembly assembly, ByteRegion metadata)
    {
        var root = new MetadataRoot(metadata);
        _assembly = assembly;
        _tables = new MetadataTables(root.Tables);
        _heaps = new MetadataHeaps(root);
        _stringWidth = _tables.Width(Column.StringIndex);
    }

    /// <exception cref="BadImageFormatException">The assembly has no metadata in memory, as one that is being emitted.</exception>
    internal static LoadedMetadata Of(Assembly assembly)
    {
        LoadedMetadata? last = s_last;
        if (last?._assembly == assembly)
        {
            return last;
        }

        if (!assembly.TryGetRawMetadata(out byte* start, out int length))
        {
            BadImage.Throw($"{assembly} has no metadata in memory");
        }

        var found = new LoadedMetadata(assembly, new ByteRegion(start, (uint)length));
        if (!assembly.IsCollectible)
        {
            s_last = found;
        }

        return found;
    }

    /// <summary>The simple name of the type, method or field with a token, in UTF-8.</summary>
    internal ByteRegion Name(int token)
    {
        int table = MetadataToken.TableOf((uint)token);
        uint offset = table switch
        {
            Table.TypeDef => sizeof(uint),
            Table.MethodDef => MethodNameOffset,
            _ => FlagsBytes,
        };
        return _heaps.String(_tables.Row(table, MetadataToken.RowOf((uint)token)).Index(offset, _stringWidth));
    }

    /// <summary>The token of a type's field; 0 where it has none of that name.</summary>
    internal int FindField(int type, string name)
    {
        (uint field, uint end) = Members(type, Table.Field);
        for (; field < end; field++)
        {
            int token = (int)MetadataToken.Of(Table.Field, field);
            if (Name(token).Is(name))
            {
                return token;
            }
        }

        return 0;
    }

    /// <summary>The token of a type's method; 0 where it has none of that name and signature.</summary>
    /// <param name="type">The type's token.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="signature">How the method's signature begins, as metadata encodes it.</param>
    internal int FindMethod(int type, string name, ReadOnlySpan<byte> signature)
    {
        (uint method, uint end) = Members(type, Table.MethodDef);
        for (; method < end; method++)
        {
            int token = (int)MetadataToken.Of(Table.MethodDef, method);
            uint blob = _tables.Row(Table.MethodDef, method).Index(MethodNameOffset + _stringWidth, _tables.Width(Column.BlobIndex));
            if (Name(token).Is(name) && _heaps.Blob(blob).StartsWith(signature))
            {
                return token;
            }
        }

        return 0;
    }

    // A type's members are those from its first to the first of the next type.
    private (uint First, uint End) Members(int type, int table)
    {
        uint row = MetadataToken.RowOf((uint)type);
        uint width = _tables.Width((byte)table);
        uint offset = sizeof(uint) + (2 * _stringWidth) + _tables.Width(Column.TypeDefOrRef)
            + (table == Table.MethodDef ? _tables.Width(Table.Field) : 0);
        uint end = row < _tables.Rows(Table.TypeDef)
            ? _tables.Row(Table.TypeDef, row + 1).Index(offset, width)
            : _tables.Rows(table) + 1;
        return (_tables.Row(Table.TypeDef, row).Index(offset, width), end);
    }
}
