using Imaging.Files;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// Fills an array from the file: its elements are read, hashed and decoded while they are in the cache, and take no memory beside the array.
/// </summary>
internal sealed unsafe class StreamedArrayFill(PieceReader reader, UnitFiller filler, object array, byte* source, (uint First, uint Count) pieces, MainRun run)
    : LargeArrayFill(filler, array, source, run, pieces.Count)
{
    private protected override void Do(uint piece)
    {
        uint number = pieces.First + piece;
        ulong start = reader.Image.StartOf(number);
        ulong length = reader.Image.Pieces[number].End - start;
        FileMemory buffer = reader.TakeBuffer((nuint)length);
        reader.Read(number, buffer.Start);
        Fill(piece, (long)(start - reader.Image.StartOf(pieces.First)) / ElementBytes, (long)length / ElementBytes, buffer.Start);
        reader.ReturnBuffer(buffer);
    }
}
