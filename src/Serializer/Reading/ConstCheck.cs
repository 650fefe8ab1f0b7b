using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Walks the const section object by object, and so learns where objects begin.</summary>
internal sealed unsafe class ConstCheck(ImageBytes image, FindingList findings)
{
    private const int HeaderBytes = 8;
    private const int ElementsOffset = 3 * HeaderBytes;
    private const int CharactersOffset = (2 * HeaderBytes) + sizeof(int);
    private const uint StringBaseSize = CharactersOffset + sizeof(char);

    private readonly ConstStarts _starts = new(image.View.ConstLength);
    private readonly ImageView _view = image.View;

    internal void Run()
    {
        findings.ForEach(DiagnosticCodes.ConstDamaged, "const run", _view.ConstRuns.Count, CheckRun);
        ulong end = _view.ConstRuns.Count == 0 ? 0 : EndOf(_view.ConstRuns[_view.ConstRuns.Count - 1]);
        if (end != _view.ConstLength)
        {
            findings.Add(DiagnosticCodes.ConstDamaged, $"the const runs end at {end:x}, the const section at {_view.ConstLength:x}");
        }

        findings.ForEach(DiagnosticCodes.ConstDamaged, "piece", _view.Pieces.Count, CheckPiece);
    }

    /// <summary>The type of the object whose header lies at an offset.</summary>
    /// <exception cref="ImageFormatException">None does.</exception>
    internal uint TypeAt(ulong offset)
    {
        if (!_starts.Contains(offset))
        {
            throw new ImageFormatException($"no const object begins at {offset:x}");
        }

        return _view.ConstRuns[RunAt(offset)].Type;
    }

    private uint RunAt(ulong offset)
    {
        uint low = 0;
        for (uint high = _view.ConstRuns.Count - 1; low < high;)
        {
            uint middle = (low + high + 1) / 2;
            (low, high) = _view.ConstRuns[middle].Offset <= offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    // Strings are placed piece by piece.
    private void CheckPiece(uint index)
    {
        ref readonly RawPiece piece = ref _view.Pieces[index];
        ulong constStart = _view.ConstOffset - _view.MainOffset;
        ulong end = piece.End - constStart;
        if (_view.StartOf(index) < constStart && piece.End > constStart)
        {
            throw new ImageFormatException("it is of both sections");
        }

        if (piece.Kind > (piece.End > constStart ? PieceKind.Objects : PieceKind.Elements) || piece.Reserved != 0)
        {
            throw new ImageFormatException($"it is of the kind {(uint)piece.Kind}");
        }

        if (end < _view.ConstLength && !_starts.Contains(end) && IsString(_view.Types[_view.ConstRuns[RunAt(end)].Type]))
        {
            throw new ImageFormatException($"it ends at {end:x}, in the midst of a string");
        }
    }

    private static ulong EndOf(in RawConstRun run) => run.Offset + run.Length;

    private void CheckRun(uint index)
    {
        ref readonly RawConstRun run = ref _view.ConstRuns[index];
        ref readonly RawType type = ref _view.Types[run.Type];
        ulong expected = index == 0 ? 0 : EndOf(_view.ConstRuns[index - 1]);
        if (run.Offset != expected || run.Count == 0 || run.Length > _view.ConstLength || run.Offset > _view.ConstLength - run.Length)
        {
            throw new ImageFormatException($"it takes {run.Length} bytes at {run.Offset:x}, where {expected:x} is next");
        }

        if (index > 0 && _view.ConstRuns[index - 1].Type >= run.Type)
        {
            throw new ImageFormatException("its type is out of order");
        }

        if ((type.Flags & (TypeFlags.HasObjects | TypeFlags.HasReferences)) != TypeFlags.HasObjects)
        {
            throw new ImageFormatException($"the type {run.Type} has no objects that hold no references");
        }

        Walk(run, type);
    }

    private void Walk(in RawConstRun run, in RawType type)
    {
        bool isString = IsString(type);
        bool isArray = type.Recipe == TypeRecipe.Vector;
        if ((type.ComponentSize != 0) != (isString || isArray) || (isArray && type.BaseSize != ElementsOffset))
        {
            throw new ImageFormatException($"the type {run.Type} has neither the size of an object nor that of an array");
        }

        ulong at = run.Offset;
        for (uint i = 0; i < run.Count; i++)
        {
            at += Measure(at, EndOf(run) - at, type, isString);
        }

        if (at != EndOf(run))
        {
            throw new ImageFormatException($"its objects end at {at:x}, the run at {EndOf(run):x}");
        }
    }

    private ulong Measure(ulong at, ulong room, in RawType type, bool isString)
    {
        byte* start = image.Const + at;
        ulong size = type.BaseSize;
        if (room < (ulong)ImageFormat.Align((long)size) || *(ulong*)start != 0 || *(ulong*)(start + HeaderBytes) != 0)
        {
            throw new ImageFormatException($"the object at {at:x} does not fit, or its header is not zero");
        }

        if (type.ComponentSize != 0)
        {
            uint length = *(uint*)(start + (2 * HeaderBytes));
            size += (ulong)length * type.ComponentSize;
            if (length > int.MaxValue || size > room || (!isString && *(uint*)(start + CharactersOffset) != 0))
            {
                throw new ImageFormatException($"the object at {at:x} has the length {length}, for which there is no room");
            }

            if (isString && *(char*)(start + CharactersOffset + (length * sizeof(char))) != 0)
            {
                throw new ImageFormatException($"the string at {at:x} has no terminator");
            }
        }

        ulong aligned = (ulong)ImageFormat.Align((long)size);
        if (aligned > room || new ReadOnlySpan<byte>(start + size, (int)(aligned - size)).ContainsAnyExcept((byte)0))
        {
            throw new ImageFormatException($"the padding behind the object at {at:x} does not fit, or is not zero");
        }

        _starts.Add(at);
        return aligned;
    }

    private bool IsString(in RawType type) =>
        type is { Recipe: TypeRecipe.Definition, Of: ImageFormat.CoreDependency, ComponentSize: sizeof(char), BaseSize: StringBaseSize }
        && _view.TextEquals(type.Name, nameof(String));
}
