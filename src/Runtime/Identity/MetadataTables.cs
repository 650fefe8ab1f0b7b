using System.Runtime.CompilerServices;

namespace Imaging.Identity;

/// <summary>The stream of tables: how many rows each has, how wide they are and where they begin.</summary>
internal sealed class MetadataTables
{
    private const byte WideStrings = 0x01;
    private const byte WideGuids = 0x02;
    private const byte WideBlobs = 0x04;
    private const byte ExtraData = 0x40;
    private const byte DeletedRows = 0x80;
    private const byte KnownHeapSizes = WideStrings | WideGuids | WideBlobs | ExtraData | DeletedRows;
    private const uint MaxRows = 0xFFFFFF;

    private readonly byte _heapSizes;
    private readonly uint[] _rows = new uint[Table.Count];
    private readonly uint[] _rowSizes = new uint[Table.Count];
    private readonly ByteRegion[] _content = new ByteRegion[Table.Count];

    public MetadataTables(ByteRegion stream)
    {
        if (stream.Length == 0)
        {
            BadImage.Throw("The assembly holds no metadata tables.");
        }

        _heapSizes = stream.U8(6);
        ulong present = stream.U64(8);
        Sorted = stream.U64(16) & ((1UL << Table.Count) - 1);
        RejectUnknown(present);

        uint at = 24;
        for (int table = 0; table < Table.CountWithPortablePdb; table++)
        {
            if ((present >> table & 1) == 0)
            {
                continue;
            }

            uint rows = stream.U32(at);
            at += 4;
            if (rows > MaxRows)
            {
                BadImage.Throw("A metadata table has more rows than a token can tell apart.");
            }

            if (table < Table.Count)
            {
                _rows[table] = rows;
            }
        }

        if ((_heapSizes & ExtraData) != 0)
        {
            at += 4;
        }

        Place(stream.From(at));
    }

    /// <summary>The tables that say of themselves that they are sorted, as bits.</summary>
    public ulong Sorted { get; }

    public uint Rows(int table) => _rows[table];

    public uint RowSize(int table) => _rowSizes[table];

    /// <summary>All rows of a table.</summary>
    public ByteRegion Content(int table) => _content[table];

    /// <summary>A row, counted from 1 as tokens do.</summary>
    public ByteRegion Row(int table, uint number)
    {
        if (number - 1 >= _rows[table])
        {
            BadImage.ThrowOutOfBounds();
        }

        return _content[table].Slice((number - 1) * _rowSizes[table], _rowSizes[table]);
    }

    public uint Width(byte column) => column switch
    {
        Column.U2 => 2,
        Column.U4 or Column.BodyAddress or Column.DataAddress or Column.ResourceOffset => 4,
        Column.StringIndex => (_heapSizes & WideStrings) != 0 ? 4u : 2u,
        Column.GuidIndex => (_heapSizes & WideGuids) != 0 ? 4u : 2u,
        Column.BlobIndex or Column.AttributeValue => (_heapSizes & WideBlobs) != 0 ? 4u : 2u,
        < Column.TypeDefOrRef => _rows[column] > 0xFFFF ? 4u : 2u,
        _ => CodedWidth(column),
    };

    private uint CodedWidth(byte column)
    {
        uint most = 0xFFFFu >> Column.TagBits(column);
        ulong targets = Column.Targets(column);
        for (int table = 0; table < Table.Count; table++)
        {
            if ((targets >> table & 1) != 0 && _rows[table] > most)
            {
                return 4;
            }
        }

        return 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place(ByteRegion rest)
    {
        for (int table = 0; table < Table.Count; table++)
        {
            if (_rows[table] == 0)
            {
                continue;
            }

            uint size = 0;
            foreach (byte column in TableSchema.ColumnsOf(table))
            {
                size += Width(column);
            }

            ulong length = (ulong)_rows[table] * size;
            if (length > rest.Length)
            {
                BadImage.ThrowOutOfBounds();
            }

            _rowSizes[table] = size;
            _content[table] = rest.Slice(0, (uint)length);
            rest = rest.From((uint)length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RejectUnknown(ulong present)
    {
        const ulong Known = ((1UL << Table.Count) - 1) | ((1UL << Table.CountWithPortablePdb) - (1UL << Table.FirstOfPortablePdb));

        if ((present & Table.OnlyWhileEdited) != 0)
        {
            BadImage.Throw("The metadata is that of an edit-and-continue session.");
        }

        if ((present & ~Known) != 0 || (_heapSizes & ~KnownHeapSizes) != 0)
        {
            BadImage.Throw("The metadata holds tables of an unknown kind.");
        }
    }
}
