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
    private const uint MethodFlagsOffset = 6;
    private const uint MethodNameOffset = 8;
    private const ushort RuntimeSpecialName = 0x1000;
    private const byte GenericSignature = 0x10;
    private const ushort StaticFlag = 0x10;

    private static LoadedMetadata? s_known;

    // Keeps the memory.
    private readonly Assembly _assembly;
    private readonly LoadedMetadata? _next;
    private readonly MetadataTables _tables;
    private readonly MetadataHeaps _heaps;
    private readonly uint _stringWidth;

    private LoadedMetadata(Assembly assembly, ByteRegion metadata, LoadedMetadata? next)
    {
        var root = new MetadataRoot(metadata);
        _assembly = assembly;
        _next = next;
        _tables = new MetadataTables(root.Tables);
        _heaps = new MetadataHeaps(root);
        _stringWidth = _tables.Width(Column.StringIndex);
    }

    /// <exception cref="BadImageFormatException">The assembly has no metadata in memory, as one that is being emitted.</exception>
    internal static LoadedMetadata Of(Assembly assembly)
    {
        LoadedMetadata? first = Volatile.Read(ref s_known);
        for (LoadedMetadata? known = first; known is not null; known = known._next)
        {
            if (known._assembly == assembly)
            {
                return known;
            }
        }

        if (!assembly.TryGetRawMetadata(out byte* start, out int length))
        {
            BadImage.Throw($"{assembly} has no metadata in memory");
        }

        // What a racing thread found may be lost, and is found again.
        var found = new LoadedMetadata(assembly, new ByteRegion(start, (uint)length), assembly.IsCollectible ? null : first);
        if (!assembly.IsCollectible)
        {
            Volatile.Write(ref s_known, found);
        }

        return found;
    }

    /// <summary>The module version id. Reflection's own takes longer to ask for the first time.</summary>
    internal Guid ModuleVersion => Identity.ModuleVersion.Of(_tables, _heaps);

    /// <summary>The first number of the assembly's version.</summary>
    internal int MajorVersion => _tables.Row(Table.Assembly, 1).U16(sizeof(uint));

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
        int end = Fields(type, out int token);
        for (; token < end; token++)
        {
            if (Name(token).Is(name))
            {
                return token;
            }
        }

        return 0;
    }

    /// <summary>The fields that a type declares.</summary>
    /// <param name="type">The type's token.</param>
    /// <param name="first">The token of the first one.</param>
    /// <returns>The token after that of the last one.</returns>
    internal int Fields(int type, out int first)
    {
        uint end = Members(type, Table.Field, out uint row);
        first = (int)MetadataToken.Of(Table.Field, row);
        return (int)MetadataToken.Of(Table.Field, end);
    }

    internal bool IsStatic(int field) => (_tables.Row(Table.Field, MetadataToken.RowOf((uint)field)).U16(0) & StaticFlag) != 0;

    /// <summary>What the signature of a field says of its type.</summary>
    internal ByteRegion FieldType(int field)
    {
        ByteRegion row = _tables.Row(Table.Field, MetadataToken.RowOf((uint)field));
        return _heaps.Blob(row.Index(FlagsBytes + _stringWidth, _tables.Width(Column.BlobIndex))).From(1);
    }

    /// <summary>Whether a token is that of a method of a type, which is not generic and no constructor.</summary>
    internal bool IsOrdinaryMethod(int type, int method)
    {
        uint end = Members(type, Table.MethodDef, out uint first);
        uint row = MetadataToken.RowOf((uint)method);
        if (MetadataToken.TableOf((uint)method) != Table.MethodDef || row < first || row >= end)
        {
            return false;
        }

        ByteRegion found = _tables.Row(Table.MethodDef, row);
        return (found.U16(MethodFlagsOffset) & RuntimeSpecialName) == 0 && (MethodSignature(found).U8(0) & GenericSignature) == 0;
    }

    /// <summary>The token of a type's method; 0 where it has none of that name and signature.</summary>
    /// <param name="type">The type's token.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="signature">How the method's signature begins, as metadata encodes it.</param>
    internal int FindMethod(int type, string name, ReadOnlySpan<byte> signature)
    {
        uint end = Members(type, Table.MethodDef, out uint method);
        for (; method < end; method++)
        {
            int token = (int)MetadataToken.Of(Table.MethodDef, method);
            if (Name(token).Is(name) && MethodSignature(_tables.Row(Table.MethodDef, method)).StartsWith(signature))
            {
                return token;
            }
        }

        return 0;
    }

    private ByteRegion MethodSignature(ByteRegion row) => _heaps.Blob(row.Index(MethodNameOffset + _stringWidth, _tables.Width(Column.BlobIndex)));

    // A type's members are those from its first to the first of the next type.
    private uint Members(int type, int table, out uint first)
    {
        uint row = MetadataToken.RowOf((uint)type);
        uint width = _tables.Width((byte)table);
        uint offset = sizeof(uint) + (2 * _stringWidth) + _tables.Width(Column.TypeDefOrRef)
            + (table == Table.MethodDef ? _tables.Width(Table.Field) : 0);
        first = _tables.Row(Table.TypeDef, row).Index(offset, width);
        return row < _tables.Rows(Table.TypeDef)
            ? _tables.Row(Table.TypeDef, row + 1).Index(offset, width)
            : _tables.Rows(table) + 1;
    }
}
