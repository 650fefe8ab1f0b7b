using Imaging.Format;
using Imaging.Serializer.Capture;
using Imaging.Serializer.Graphs;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Comparing;

internal sealed partial class GraphComparison
{
    private void CompareContents(int index, in ImageObject a, in ImageObject b, Func<string, bool>? isLeftOut = null)
    {
        if (a.Count != b.Count)
        {
            Add(_pairs[index].Place, $"{a.Count} elements", $"{b.Count} elements", LikelyCause.Unknown);
        }

        ShapePair shapes = _shapes.Of(a.Shape, b.Shape);
        if (a.Size == 0 || b.Size == 0 || (shapes is { HasSameLayout: true, HasReferences: false } && a.HasSameBytes(b)))
        {
            return;
        }

        for (long element = 0; element < Math.Min(a.Count, b.Count) && _differences.Count < limit; element++)
        {
            ReadOnlySpan<byte> bytes = a.Element(element);
            ReadOnlySpan<byte> others = b.Element(element);
            ComparePlain(index, a, bytes, others, a.Type.IsArray ? element : -1, shapes, isLeftOut);
            foreach ((FieldReference reference, FieldReference other) in shapes.References)
            {
                if (isLeftOut?.Invoke(reference.Path) != true)
                {
                    Meet(WordAt(bytes, reference), WordAt(others, other), new Place(index, reference.Path, a.Type.IsArray ? element : -1));
                }
            }
        }
    }

    private static ReferenceWord WordAt(ReadOnlySpan<byte> bytes, FieldReference reference) => new(BitConverter.ToUInt64(bytes[reference.Offset..]));

    private void ComparePlain(int index, in ImageObject a, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> others, long element, ShapePair shapes, Func<string, bool>? isLeftOut)
    {
        if (!shapes.HasSameLayout)
        {
            foreach ((PlainField field, PlainField other) in shapes.Plain)
            {
                ComparePlain(new Place(index, field.Path, element), field, bytes, other, others, isLeftOut);
            }

            return;
        }

        foreach ((int start, int end) in a.Shape.Data)
        {
            for (int next = start; next < end && (next += bytes[next..end].CommonPrefixLength(others[next..end])) < end;)
            {
                var field = PlainField.At(a.Shape.Plain, next);
                AddPlain(new Place(index, field.Path, element), field.Read(bytes), field.Read(others), isLeftOut);
                next = Math.Max(next + 1, field.Offset + field.Size);
            }
        }
    }

    private void ComparePlain(in Place place, PlainField field, ReadOnlySpan<byte> bytes, PlainField otherField, ReadOnlySpan<byte> others, Func<string, bool>? isLeftOut)
    {
        (object value, object other) = (field.Read(bytes), otherField.Read(others));
        bool isSame = value.GetType() == other.GetType() ? PlainField.HaveSameBytes(value, other) : PlainField.Describe(value) == PlainField.Describe(other);
        if (!isSame)
        {
            AddPlain(place, value, other, isLeftOut);
        }
    }

    // Values that differ in their bytes may be equal to each other, and have the same text.
    private void AddPlain(in Place place, object value, object other, Func<string, bool>? isLeftOut)
    {
        if (isLeftOut?.Invoke(place.Path) == true)
        {
            return;
        }

        (string text, string otherText) = (PlainField.Describe(value), PlainField.Describe(other));
        string cause = LikelyCause.OfPlain(value, other);
        if (text == otherText)
        {
            (text, otherText) = (PlainField.DescribeBytes(value), PlainField.DescribeBytes(other));
        }

        Add(place, text, otherText, cause);
    }

    private void CompareRebuilds(int index, int a, int b)
    {
        (RawRebuild? rebuild, RawRebuild? other) = (first.RebuildOf(a), second.RebuildOf(b));
        if (rebuild?.Kind != other?.Kind || rebuild?.ArgumentCount != other?.ArgumentCount)
        {
            Add(_pairs[index].Place, "one way of making it again", "another", LikelyCause.Unknown);
            return;
        }

        long fields = first.ObjectAt(a).References;
        for (uint i = 0; i < (rebuild?.ArgumentCount ?? 0); i++)
        {
            ulong argument = first.View.RebuildArguments[rebuild!.Value.FirstArgument + i].Bits;
            ulong otherArgument = second.View.RebuildArguments[other!.Value.FirstArgument + i].Bits;
            if (RebuildCheck.IsReference(rebuild.Value.Kind, i))
            {
                Meet(new ReferenceWord(argument), new ReferenceWord(otherArgument), new Place(index, first.StepOf(a, fields + i).Path));
            }
            else if (rebuild.Value.Kind == RebuildKind.Surrogate)
            {
                CompareText(_pairs[index].Place, $"made by {first.ResolvedType((uint)argument)}", $"made by {second.ResolvedType((uint)otherArgument)}");
            }
            else if (argument != otherArgument)
            {
                Add(_pairs[index].Place, $"{argument}", $"{otherArgument}", LikelyCause.Unknown);
            }
        }
    }

    private void CompareText(in Place place, string a, string b)
    {
        if (a != b)
        {
            Add(place, a, b, LikelyCause.Unknown);
        }
    }
}
