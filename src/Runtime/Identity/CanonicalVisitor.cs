using System.Runtime.CompilerServices;

namespace Imaging.Identity;

/// <summary>Visits an assembly and writes its canonical stream; what that is, <see cref="CanonicalCode"/> tells.</summary>
internal unsafe struct CanonicalVisitor
{
    private readonly PeImage _image;
    private readonly CliHeader _header;
    private readonly MetadataRoot _root;
    private readonly MetadataHeaps _heaps;
    private readonly MetadataTables _tables;
    private readonly uint _stringWidth;
    private readonly uint _blobWidth;
    private CanonicalWriter _out;

    public CanonicalVisitor(ByteRegion file, CanonicalWriter output)
    {
        _image = new PeImage(file);
        _header = new CliHeader(_image);
        _root = new MetadataRoot(_header.Metadata);
        _heaps = new MetadataHeaps(_root);
        _tables = new MetadataTables(_root.Tables);
        _stringWidth = _tables.Width(Column.StringIndex);
        _blobWidth = _tables.Width(Column.BlobIndex);
        _out = output;
    }

    /// <returns>The checksum of the stream.</returns>
    public ulong Visit()
    {
        _out.U32(CanonicalCode.StreamVersion);
        _out.U32(_header.Flags);
        _out.U32(_header.EntryPoint);
        _out.Sized(_root.Version);
        _out.U64(_tables.Sorted);
        for (int table = 0; table < Table.Count; table++)
        {
            _out.U32(_tables.Rows(table));
        }

        for (int table = 0; table < Table.Count; table++)
        {
            VisitTable(table);
        }

        _out.Sized(_root.UserStrings);
        return _out.Finish();
    }

    private void VisitTable(int table)
    {
        ByteRegion content = _tables.Content(table);
        if (content.Length == 0)
        {
            return;
        }

        byte* pieces = stackalloc byte[TableSchema.MaxColumns];
        int count = RowPlan.Make(table, _tables, pieces);
        if (count == 1 && RowPlan.IsPlain(pieces[0]))
        {
            _out.Raw(content.Start, content.Length);
            return;
        }

        uint rowSize = _tables.RowSize(table);
        for (uint at = 0; at < content.Length; at += rowSize)
        {
            VisitRow(content.Slice(at, rowSize), pieces, count);
        }
    }

    private void VisitRow(ByteRegion row, byte* pieces, int count)
    {
        uint at = 0;
        for (int i = 0; i < count; i++)
        {
            byte piece = pieces[i];
            if (RowPlan.IsPlain(piece))
            {
                _out.Raw(row.Start + at, piece);
                at += piece;
                continue;
            }

            switch (piece)
            {
                case Column.StringIndex:
                    VisitText(_heaps.String(row.Index(at, _stringWidth)));
                    at += _stringWidth;
                    break;
                case Column.BlobIndex:
                    _out.Sized(_heaps.Blob(row.Index(at, _blobWidth)));
                    at += _blobWidth;
                    break;
                case Column.AttributeValue:
                    VisitAttributeValue(row, at);
                    at += _blobWidth;
                    break;
                case Column.GuidIndex:
                    at += _tables.Width(Column.GuidIndex);
                    break;
                case Column.BodyAddress:
                    VisitMethodBody(row);
                    at += 4;
                    break;
                case Column.DataAddress:
                    VisitFieldData(row);
                    at += 4;
                    break;
                default:
                    VisitResource(row);
                    at += 4;
                    break;
            }
        }
    }

    private void VisitAttributeValue(ByteRegion row, uint at)
    {
        if (InformationalVersion.IsValueOf(row, _tables, _heaps))
        {
            _out.U32(CanonicalWriter.Masked);
            return;
        }

        VisitText(_heaps.Blob(row.Index(at, _blobWidth)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void VisitText(ByteRegion text)
    {
        if (text.Length < FileLocalName.MinLength)
        {
            _out.Sized(text);
        }
        else
        {
            VisitLongText(text);
        }
    }

    private void VisitLongText(ByteRegion text)
    {
        while (text.Length >= FileLocalName.MinLength && FileLocalDigits.Find(text, out uint digits))
        {
            _out.U32(CanonicalWriter.Masked);
            _out.Sized(text.Slice(0, digits));
            text = text.From(digits + FileLocalName.DigitCount);
        }

        _out.Sized(text);
    }

    private void VisitMethodBody(ByteRegion row)
    {
        const uint CodeTypeMask = 3;

        uint address = row.U32(0);
        if (address == 0)
        {
            _out.U32(0);
            return;
        }

        if ((row.U16(4) & CodeTypeMask) != 0)
        {
            BadImage.Throw("The assembly mixes managed and native code.");
        }

        ByteRegion body = MethodBody.HeaderAndCode(_image.AtAddress(address), out bool hasSections);
        _out.Sized(body);

        uint next = hasSections ? body.Length : 0;
        while (next != 0)
        {
            address = (address + next + 3) & ~3u;
            _out.Sized(MethodBody.Section(_image.AtAddress(address), out next));
        }
    }

    private void VisitFieldData(ByteRegion row)
    {
        uint address = row.U32(0);
        uint size = FieldData.Size(_tables, _heaps, row.Index(4, row.Length - 4));
        _out.Sized(_image.AtAddress(address).Slice(0, size));
    }

    private void VisitResource(ByteRegion row)
    {
        uint offset = row.U32(0);
        uint width = _tables.Width(Column.Implementation);
        bool isEmbedded = row.Index(row.Length - width, width) == 0;
        if (!isEmbedded)
        {
            _out.U32(offset);
            return;
        }

        ByteRegion resource = _header.Resources.From(offset);
        _out.Sized(resource.From(4).Slice(0, resource.U32(0)));
    }
}
