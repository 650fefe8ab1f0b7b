using System.Runtime.CompilerServices;
using Imaging.Identity;

namespace Imaging.Servicing;

/// <summary>
/// What a metadata token stands for, as a hash over names and signatures: two builds of an assembly number their types
/// and members differently.
/// </summary>
internal sealed class SymbolicTokens(MetadataColumns columns, MetadataHeaps heaps, ByteRegion userStrings)
{
    private const uint UserString = 0x70;

    private const int AssemblyRef = 0x23;
    private const int MethodSpec = 0x2B;
    private const int ModuleRef = 0x1A;
    private const int NestedClass = 0x29;
    private const int StandAloneSig = 0x11;
    private const int TypeSpec = 0x1B;

    private readonly ulong[]?[] _known = new ulong[]?[Table.Count];

    /// <exception cref="BadImageFormatException">The token stands for nothing.</exception>
    internal ulong Of(uint token)
    {
        int table = MetadataToken.TableOf(token);
        uint row = MetadataToken.RowOf(token);
        if (table == UserString)
        {
            return OfUserString(row);
        }

        if (table >= Table.Count || row > columns.Rows(table))
        {
            BadImage.ThrowOutOfBounds();
        }

        ulong[] known = _known[table] ??= new ulong[columns.Rows(table) + 1];
        if (known[row] == 0)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            known[row] = row == 0 ? 1 : Compute(table, row);
        }

        return known[row];
    }

    /// <summary>A coded index of a type, as signatures and table columns have it.</summary>
    internal ulong OfTypeDefOrRef(uint coded) => Of(MetadataToken.Of((coded & 3) switch { 0 => Table.TypeDef, 1 => Table.TypeRef, _ => TypeSpec }, coded >> 2));

    private ulong Compute(int table, uint row)
    {
        var hash = new SymbolicHash();
        hash.Add((ulong)table);
        switch (table)
        {
            case Table.TypeRef:
                hash.Add(OfScope(columns.Value(table, row, 0)));
                hash.Add(heaps.String(columns.Value(table, row, 2)));
                hash.Add(heaps.String(columns.Value(table, row, 1)));
                break;
            case Table.TypeDef:
                hash.Add(OfEnclosing(row));
                hash.Add(heaps.String(columns.Value(table, row, 2)));
                hash.Add(heaps.String(columns.Value(table, row, 1)));
                break;
            case Table.Field:
                hash.Add(OfOwner(row, 4));
                hash.Add(heaps.String(columns.Value(table, row, 1)));
                SymbolicSignature.Add(ref hash, heaps.Blob(columns.Value(table, row, 2)), this);
                break;
            case Table.MethodDef:
                hash.Add(OfOwner(row, 5));
                hash.Add(heaps.String(columns.Value(table, row, 3)));
                SymbolicSignature.Add(ref hash, heaps.Blob(columns.Value(table, row, 4)), this);
                break;
            case Table.MemberRef:
                hash.Add(OfParent(columns.Value(table, row, 0)));
                hash.Add(heaps.String(columns.Value(table, row, 1)));
                SymbolicSignature.Add(ref hash, heaps.Blob(columns.Value(table, row, 2)), this);
                break;
            case MethodSpec:
                uint method = columns.Value(table, row, 0);
                hash.Add(Of(MetadataToken.Of((method & 1) == 0 ? Table.MethodDef : Table.MemberRef, method >> 1)));
                SymbolicSignature.Add(ref hash, heaps.Blob(columns.Value(table, row, 1)), this);
                break;
            case TypeSpec:
                SymbolicSignature.AddType(ref hash, heaps.Blob(columns.Value(table, row, 0)), this);
                break;
            case StandAloneSig:
                SymbolicSignature.Add(ref hash, heaps.Blob(columns.Value(table, row, 0)), this);
                break;
            case ModuleRef:
                hash.Add(heaps.String(columns.Value(table, row, 0)));
                break;
            case AssemblyRef:
                hash.Add(heaps.String(columns.Value(table, row, 6)));
                break;
            default:
                BadImage.ThrowOutOfBounds();
                break;
        }

        return hash.Finish();
    }

    private ulong OfUserString(uint at)
    {
        var hash = new SymbolicHash();
        uint length = CompressedInteger.Read(userStrings, ref at);
        hash.Add(userStrings.Slice(at, length));
        return hash.Finish();
    }

    private ulong OfScope(uint coded) => (coded & 3) switch
    {
        1 => Of(MetadataToken.Of(ModuleRef, coded >> 2)),
        2 => Of(MetadataToken.Of(AssemblyRef, coded >> 2)),
        3 => Of(MetadataToken.Of(Table.TypeRef, coded >> 2)),
        _ => 1,
    };

    private ulong OfParent(uint coded) => Of(MetadataToken.Of(
        (coded & 7) switch { 0 => Table.TypeDef, 1 => Table.TypeRef, 2 => ModuleRef, 3 => Table.MethodDef, _ => TypeSpec },
        coded >> 3));

    private ulong OfEnclosing(uint type)
    {
        uint nested = columns.LastNotAbove(NestedClass, 0, type);
        return nested != 0 && columns.Value(NestedClass, nested, 0) == type ? Of(MetadataToken.Of(Table.TypeDef, columns.Value(NestedClass, nested, 1))) : 1;
    }

    // A type's members are those from its first to the first of the next type.
    private ulong OfOwner(uint member, int column) => Of(MetadataToken.Of(Table.TypeDef, columns.LastNotAbove(Table.TypeDef, column, member)));
}
