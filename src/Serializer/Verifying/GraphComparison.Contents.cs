using Imaging.Format;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Verifying;

internal sealed partial class GraphComparison
{
    private readonly Dictionary<Type, TypeFields> _fields = [];

    private RootDifference? Contents(int index, in ImageObject a, in ImageObject b)
    {
        if (a.Count != b.Count)
        {
            return Difference(_pairs[index].Place, $"{a.Count} elements", $"{b.Count} elements", LikelyCause.Unknown);
        }

        TypeFields fields = FieldsOf(a.Type);
        if (fields.References.Count == 0 && a.Bytes.SequenceEqual(b.Bytes))
        {
            return null;
        }

        RootDifference? difference = null;
        for (long element = 0; difference is null && element < a.Count && a.Size > 0; element++)
        {
            difference = Element(index, a, b, element, fields);
        }

        return difference;
    }

    private RootDifference? Element(int index, in ImageObject a, in ImageObject b, long element, TypeFields fields)
    {
        ReadOnlySpan<byte> bytes = a.Element(element);
        ReadOnlySpan<byte> others = b.Element(element);
        long at = a.Type.IsArray ? element : -1;
        foreach ((int start, int end) in fields.Data)
        {
            int next = start + bytes[start..end].CommonPrefixLength(others[start..end]);
            if (next < end)
            {
                var field = PlainField.At(a.Type, next);
                (object value, object other) = (field.Read(bytes), field.Read(others));
                return Difference(new Place(index, at, field.Path), PlainField.Describe(value), PlainField.Describe(other), LikelyCause.OfPlain(value, other));
            }
        }

        foreach (FieldReference reference in fields.References)
        {
            var word = new ReferenceWord(BitConverter.ToUInt64(bytes[reference.Offset..]));
            var other = new ReferenceWord(BitConverter.ToUInt64(others[reference.Offset..]));
            if (Meet(word, other, new Place(index, at, reference.Path)) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private RootDifference? Rebuilds(int index, in Pair pair)
    {
        (RawRebuild? rebuild, RawRebuild? other) = (first.RebuildOf(pair.First), second.RebuildOf(pair.Second));
        if (rebuild?.Kind != other?.Kind || rebuild?.ArgumentCount != other?.ArgumentCount)
        {
            return Difference(pair.Place, "one way of making it again", "another", LikelyCause.Unknown);
        }

        for (uint i = 0; i < (rebuild?.ArgumentCount ?? 0); i++)
        {
            ulong argument = first.View.RebuildArguments[rebuild!.Value.FirstArgument + i].Bits;
            ulong otherArgument = second.View.RebuildArguments[other!.Value.FirstArgument + i].Bits;

            RootDifference? difference = ReferenceArgument(rebuild.Value.Kind, i) is { } name
                ? Meet(new ReferenceWord(argument), new ReferenceWord(otherArgument), new Place(index, Path: name))
                : argument == otherArgument ? null : Difference(pair.Place, $"{argument}", $"{otherArgument}", LikelyCause.Unknown);
            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    // What an argument is called that refers to an object; others are numbers.
    private static string? ReferenceArgument(RebuildKind kind, uint index) => (kind, index) switch
    {
        (RebuildKind.Regex, 0) => "pattern",
        (RebuildKind.Constructed, 0) => "comparer",
        (RebuildKind.Constructed, 1) => "comparer of values",
        (RebuildKind.Constructed, 2) => "keys",
        (RebuildKind.Constructed, 3) => "values",
        (RebuildKind.Array, 0) => "elements",
        _ => null,
    };

    private TypeFields FieldsOf(Type type)
    {
        if (!_fields.TryGetValue(type, out TypeFields? fields))
        {
            _fields.Add(type, fields = TypeFields.Of(type));
        }

        return fields;
    }
}
