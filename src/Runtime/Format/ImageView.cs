using System.Runtime.CompilerServices;
using System.Text;
using Imaging.Identity;

namespace Imaging.Format;

/// <summary>The tables of an image in memory. Indexes and ranges are checked as they are used.</summary>
/// <remarks>All of it inlined: each instantiation of a table that has to be loaded costs the first restore tens of microseconds.</remarks>
internal sealed unsafe class ImageView
{
    /// <summary>How many bytes the header and the section table take.</summary>
    internal static readonly int PrologueBytes = sizeof(RawHeader) + ((int)(SectionKind.Const + 1) * sizeof(RawSection));

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

    internal ImageTable<RawDependency> Dependencies => Table<RawDependency>(SectionKind.Dependencies);

    internal ImageTable<RawType> Types => Table<RawType>(SectionKind.Types);

    internal ImageTable<RawFrameworkType> FrameworkTypes => Table<RawFrameworkType>(SectionKind.FrameworkTypes);

    /// <summary>Lists of record numbers that other tables point into.</summary>
    internal ImageTable<RawIndex> Indexes => Table<RawIndex>(SectionKind.Indexes);

    internal ImageTable<RawMethod> Methods => Table<RawMethod>(SectionKind.Methods);

    internal ImageTable<RawGlobal> Globals => Table<RawGlobal>(SectionKind.Globals);

    internal ImageTable<RawDelegate> Delegates => Table<RawDelegate>(SectionKind.Delegates);

    internal ImageTable<RawConstRun> ConstRuns => Table<RawConstRun>(SectionKind.ConstRuns);

    internal ImageTable<RawMainRun> MainRuns => Table<RawMainRun>(SectionKind.MainRuns);

    internal ImageTable<RawUnit> Units => Table<RawUnit>(SectionKind.Units);

    internal ImageTable<RawLinkage> Linkages => Table<RawLinkage>(SectionKind.Linkages);

    internal ImageTable<RawRoot> Roots => Table<RawRoot>(SectionKind.Roots);

    internal ImageTable<RawInput> Inputs => Table<RawInput>(SectionKind.Inputs);

    internal ImageTable<RawKnob> Knobs => Table<RawKnob>(SectionKind.Knobs);

    internal ImageTable<RawRebuild> Rebuilds => Table<RawRebuild>(SectionKind.Rebuilds);

    internal ImageTable<RawWord> RebuildArguments => Table<RawWord>(SectionKind.RebuildArguments);

    internal ref readonly RawHeader Header => ref *(RawHeader*)_head;

    /// <summary>The main section.</summary>
    internal byte* Main => _main;

    internal ulong MainLength => _sections[(int)SectionKind.Main].Length;

    internal ulong ConstLength => _sections[(int)SectionKind.Const].Length;

    internal ref readonly RawSection Section(SectionKind kind) => ref _sections[(int)kind];

    internal string Text(RawString text)
    {
        CheckText(text);
        byte* at = _head + _sections[(int)SectionKind.Strings].Offset + text.Offset;
        return IsAscii(at, text.Length) ? Widen(at, (int)text.Length) : Encoding.UTF8.GetString(at, (int)text.Length);
    }

    /// <summary>A string of the image as it lies there, in UTF-8.</summary>
    internal ByteRegion TextBytes(RawString text)
    {
        CheckText(text);
        return new ByteRegion(_head + _sections[(int)SectionKind.Strings].Offset + text.Offset, text.Length);
    }

    /// <summary>Whether a string of the image, which must be ASCII to be equal, is this one.</summary>
    internal bool TextEquals(RawString text, string other)
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

    private void CheckText(RawString text)
    {
        if ((ulong)text.Offset + text.Length > _sections[(int)SectionKind.Strings].Length)
        {
            ImageFormatException.Throw("a string outside its section");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ImageTable<T> Table<T>(SectionKind kind)
        where T : unmanaged
    {
        ref readonly RawSection section = ref _sections[(int)kind];
        return new ImageTable<T>((T*)(_head + section.Offset), (uint)(section.Length / (uint)sizeof(T)));
    }
}
