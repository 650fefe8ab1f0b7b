using System.Runtime.CompilerServices;
using System.Text;
using Imaging.Identity;

namespace Imaging.Format;

/// <summary>The tables of an image in memory. Indexes and ranges are checked as they are used.</summary>
internal sealed unsafe class ImageView
{
    /// <summary>How many bytes the header and the section table take.</summary>
    internal static int PrologueBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(RawHeader) + ((int)(SectionKind.Const + 1) * sizeof(RawSection));
    }

    private readonly byte* _head;
    private readonly byte* _main;
    private readonly RawSection* _sections;

    /// <param name="head">The image from its start to its main section.</param>
    /// <param name="main">The main section.</param>
    internal ImageView(byte* head, byte* main)
    {
        _head = head;
        _main = main;
        _sections = (RawSection*)(head + sizeof(RawHeader));
    }

    internal ref readonly ImageTable<RawDependency> Dependencies => ref Table<RawDependency>((int)SectionKind.Dependencies);

    internal ref readonly ImageTable<RawType> Types => ref Table<RawType>((int)SectionKind.Types);

    internal ref readonly ImageTable<RawFrameworkType> FrameworkTypes => ref Table<RawFrameworkType>((int)SectionKind.FrameworkTypes);

    /// <summary>Lists of record numbers that other tables point into.</summary>
    internal ref readonly ImageTable<RawIndex> Indexes => ref Table<RawIndex>((int)SectionKind.Indexes);

    internal ref readonly ImageTable<RawMethod> Methods => ref Table<RawMethod>((int)SectionKind.Methods);

    internal ref readonly ImageTable<RawGlobal> Globals => ref Table<RawGlobal>((int)SectionKind.Globals);

    internal ref readonly ImageTable<RawDelegate> Delegates => ref Table<RawDelegate>((int)SectionKind.Delegates);

    internal ref readonly ImageTable<RawConstRun> ConstRuns => ref Table<RawConstRun>((int)SectionKind.ConstRuns);

    internal ref readonly ImageTable<RawMainRun> MainRuns => ref Table<RawMainRun>((int)SectionKind.MainRuns);

    internal ref readonly ImageTable<RawUnit> Units => ref Table<RawUnit>((int)SectionKind.Units);

    internal ref readonly ImageTable<RawLinkage> Linkages => ref Table<RawLinkage>((int)SectionKind.Linkages);

    internal ref readonly ImageTable<RawRoot> Roots => ref Table<RawRoot>((int)SectionKind.Roots);

    internal ref readonly ImageTable<RawInput> Inputs => ref Table<RawInput>((int)SectionKind.Inputs);

    internal ref readonly ImageTable<RawKnob> Knobs => ref Table<RawKnob>((int)SectionKind.Knobs);

    internal ref readonly ImageTable<RawRebuild> Rebuilds => ref Table<RawRebuild>((int)SectionKind.Rebuilds);

    internal ref readonly ImageTable<RawWord> RebuildArguments => ref Table<RawWord>((int)SectionKind.RebuildArguments);

    /// <summary>The pieces of the main and const sections.</summary>
    internal ref readonly ImageTable<RawPiece> Pieces => ref Table<RawPiece>((int)SectionKind.Pieces);

    /// <summary>Where a piece begins: bytes from the start of the main section.</summary>
    internal ulong StartOf(uint piece) => piece == 0 ? 0 : Pieces[piece - 1].End;

    internal ref readonly RawHeader Header => ref *(RawHeader*)_head;

    /// <summary>The main section.</summary>
    internal byte* Main => _main;

    internal ulong MainOffset => _sections[(int)SectionKind.Main].Offset;

    internal ulong ConstOffset => _sections[(int)SectionKind.Const].Offset;

    internal ulong MainLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _sections[(int)SectionKind.Main].Length;
    }

    internal ulong ConstLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _sections[(int)SectionKind.Const].Length;
    }

    internal ref readonly RawSection Section(SectionKind kind) => ref _sections[(int)kind];

    internal string Text(in RawString text)
    {
        CheckText(text);
        byte* at = _head + _sections[(int)SectionKind.Strings].Offset + text.Offset;
        return IsAscii(at, text.Length) ? Widen(at, (int)text.Length) : Encoding.UTF8.GetString(at, (int)text.Length);
    }

    /// <summary>A string of the image as it lies there, in UTF-8.</summary>
    internal ByteRegion TextBytes(in RawString text)
    {
        CheckText(text);
        return new ByteRegion(_head + _sections[(int)SectionKind.Strings].Offset + text.Offset, text.Length);
    }

    /// <summary>Whether a string of the image, which must be ASCII to be equal, is this one.</summary>
    internal bool TextEquals(in RawString text, string other)
    {
        CheckText(text);
        byte* at = _head + _sections[(int)SectionKind.Strings].Offset + text.Offset;
        if (text.Length != (uint)other.Length)
        {
            return Text(text) == other;
        }

        for (int i = 0; i < other.Length; i++)
        {
            if (at[i] != other[i])
            {
                return Text(text) == other;
            }
        }

        return true;
    }

    // The first use of the framework's decoder takes longer than restoring a small root.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(byte* text, uint length)
    {
        for (uint i = 0; i < length; i++)
        {
            if (text[i] > 0x7F)
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static string Widen(byte* text, int length)
    {
        string wide = new('\0', length);
        fixed (char* target = wide)
        {
            for (int i = 0; i < length; i++)
            {
                target[i] = (char)text[i];
            }
        }

        return wide;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckText(in RawString text)
    {
        if ((ulong)text.Offset + text.Length > _sections[(int)SectionKind.Strings].Length)
        {
            ImageFormatException.Throw("a string outside its section");
        }
    }

    // Not by its kind: an enumeration that a call takes is loaded as a structure is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref readonly ImageTable<T> Table<T>(int section)
        where T : unmanaged => ref *(ImageTable<T>*)(_sections + section);
}
