public enum Color : byte { Red, Green = 7, Blue = 200 }
public enum Wide : long { Low = long.MinValue, High = long.MaxValue }
public struct Inner { public string Text; public int Number; public object Any; }
public struct Outer { public byte Small; public Inner First; public double Ratio; public Inner Second; public Color? Color; }
public struct Plain { public byte A; public long B; public short C; }
public readonly record struct Money(decimal Amount, string Currency);

public sealed class Primitives
{
    public bool True = true, False;
    public char Char = '\u20AC';
    public sbyte SByte = sbyte.MinValue;
    public byte Byte = byte.MaxValue;
    public short Short = short.MinValue;
    public ushort UShort = ushort.MaxValue;
    public int Int = int.MinValue;
    public uint UInt = uint.MaxValue;
    public long Long = long.MinValue;
    public ulong ULong = ulong.MaxValue;
    public float Float = -0f, FloatNaN = float.NaN, Epsilon = float.Epsilon;
    public double Double = -0d, DoubleNaN = double.NaN, Infinity = double.NegativeInfinity;
    public nint NativeZero;
    public nuint UnsignedNativeZero;
    public Half Half = (Half)1.5;
    public decimal Decimal = -79228162514264337593543950335m, Scaled = 1.000m;
    public Int128 Int128 = Int128.MinValue;
    public UInt128 UInt128 = UInt128.MaxValue;
    public DateTime DateTime = new(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc), Unspecified = new(1, 1, 1);
    public DateTimeOffset DateTimeOffset = new(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(-5));
    public TimeSpan TimeSpan = TimeSpan.MinValue;
    public DateOnly DateOnly = new(1999, 12, 31);
    public TimeOnly TimeOnly = new(23, 59, 59);
    public Guid Guid = new("c2f0a5de-95bc-4f0e-9a5b-0f0f0f0f0f0f");
    public Index Index = ^3;
    public Range Range = 1..^1;
    public Rune Rune = new(0x1F600);
    public System.Numerics.BigInteger Big = System.Numerics.BigInteger.Pow(7, 300), Little = 5;
    public System.Numerics.Complex Complex = new(1, -2);
    public Color Color = Color.Blue;
    public Wide Wide = Wide.Low;
}

[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)]
public struct Union
{
    [System.Runtime.InteropServices.FieldOffset(0)] public double Number;
    [System.Runtime.InteropServices.FieldOffset(0)] public long Bits;
    [System.Runtime.InteropServices.FieldOffset(8)] public string Text;
}

[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)]
public struct Packed { public byte A; public int B; public short C; }

[System.Runtime.CompilerServices.InlineArray(5)] public struct Five { private byte _first; public byte this[int index] { readonly get => ((ReadOnlySpan<byte>)this)[index]; set => ((Span<byte>)this)[index] = value; } }
[System.Runtime.CompilerServices.InlineArray(3)] public struct Colors { public Color First; }
public unsafe struct Fixed { public short Before; public fixed char Letters[8]; public fixed bool Flags[3]; public string After; public void Set(int index, char letter) => Letters[index] = letter; public char Get(int index) => Letters[index]; }
[System.Runtime.CompilerServices.InlineArray(4)] public struct Names { private string _first; }
[System.Runtime.CompilerServices.InlineArray(2)] public struct Pairs { private Inner _first; }
[System.Runtime.CompilerServices.InlineArray(3)] public struct Sizes { private nint _first; }
public struct Nested { public int Before; public Names Names; public Pairs Pairs; public string After; }
public sealed class Inlined { public Names Names; public Nested Nested; public Names[] Array = new Names[2]; public Sizes Sizes; public object Boxed; public Dictionary<int, Pairs> Table = []; }
public sealed class Buffers { public Five Five; public Fixed Fixed; public Colors[] Colors = new Colors[2]; public object Boxed; public Dictionary<int, Fixed> Table = []; }

public static class Roots
{
    [Shape("All primitive types, `decimal`, `Half`, `Int128`, `UInt128`, `DateTime`, `DateTimeOffset`, `TimeSpan`, `DateOnly`, `TimeOnly`, `Guid`, `Index`, `Range`, `Rune`, `BigInteger`, `Complex`, enums as fields; `nint` and `nuint` of value 0")]
    public static readonly ImageRoot<Primitives> Primitives = new(() => new Primitives());

    [Shape("Boxed values and enums, also several references to one box")]
    public static readonly ImageRoot<object[]> Boxed = new(() =>
    {
        object shared = 42;
        return
        [
            true, 'x', (sbyte)-1, (byte)1, (short)-2, (ushort)2, -3, 3u, -4L, 4UL, 1.5f, -2.5, 3.25m, (Half)2, (Int128)5, Color.Green, Wide.High,
            new DateTime(2020, 1, 1), TimeSpan.FromDays(3), new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), new Plain { A = 1, B = 2, C = 3 },
            new Inner { Text = "boxed", Number = 9, Any = shared }, (int?)5, null, shared, shared, (1, "two", 3.0), new Money(5m, "EUR"),
        ];
    });

    [Shape("`Nullable<T>` as a field, as an element, in a structure")]
    public static readonly ImageRoot<(int? A, int? B, Inner? C, Outer? D, DateTime?[] E)> Nullables =
        new(() => (5, null, new Inner { Text = "x", Any = Color.Red }, null, [null, new DateTime(2000, 1, 1)]));

    [Shape("A root of a value type")] public static readonly ImageRoot<int> ValueRoot = new(() => 1234567);
    [Shape("A root of an enum type")] public static readonly ImageRoot<Color> EnumRoot = new(() => Color.Green);
    [Shape("A root of a structure with references")] public static readonly ImageRoot<Outer> StructRoot = new(() => new Outer { Small = 9, First = new Inner { Text = new string('a', 3), Number = 1, Any = new int[3] }, Ratio = double.NaN, Color = Color.Blue });
    [Shape("A root of type `Nullable<T>`, with a value and without")] public static readonly ImageRoot<int?> NullableRoot = new(() => 7);
    public static readonly ImageRoot<int?> NullableNullRoot = new(() => null);
    [Shape("A root that is `null`")] public static readonly ImageRoot<string[]> NullRoot = new(() => null);
    [Shape("A root that is a string")] public static readonly ImageRoot<string> StringRoot = new(() => string.Join('-', Enumerable.Range(0, 10)));

    [Shape("Strings: empty, literals (which stay interned), computed, with NULs, with halves of surrogate pairs, long")]
    public static readonly ImageRoot<string[]> Strings = new(() =>
    [
        "", string.Empty, new string('x', 0), "a literal", "a literal", string.Concat("com", Math.Abs(7).ToString()), "nul\0in the middle\0", new string('\0', 5),
        "\uD83D\uDE00 pair", new string('\uD83D', 1), "x\uDE00y", "\uFFFF\uFFFE", new string('z', 100_000), "Ä ö ü ß 漢字",
    ]);

    [Shape("Structures nested in structures, with references, with overlapping and with packed fields")]
    public static readonly ImageRoot<(Outer, Union[], Packed[], object)> Structures = new(() =>
    (
        new Outer { First = new Inner { Text = "one", Any = "literal" }, Second = new Inner { Number = 5, Any = new Inner { Text = "boxed" } } },
        [new Union { Number = 1.5, Text = "u" }, new Union { Bits = -1 }],
        [new Packed { A = 1, B = 2, C = 3 }, new Packed { A = 255, B = -1, C = -1 }],
        new Packed { A = 3, B = 4, C = 5 }
    ));

    [Shape("Inline arrays and fixed-size buffers of primitive types and enums")]
    public static readonly ImageRoot<Buffers> InlineArrays = new(() =>
    {
        var buffers = new Buffers();
        buffers.Five[4] = 255;
        buffers.Fixed.Set(7, 'x');
        buffers.Fixed.After = "after";
        ((Span<Color>)buffers.Colors[1])[2] = Color.Blue;
        buffers.Boxed = buffers.Five;
        buffers.Table[3] = buffers.Fixed;
        return buffers;
    });
    public static string ActInlineArrays(Buffers value) => $"{value.Five[4]} {value.Five[0]} {value.Fixed.Get(7)} {((Span<Color>)value.Colors[1])[2]} {((Five)value.Boxed)[4]} {value.Table[3].Get(7)} {value.Table[3].After}";

    [Shape("Inline arrays of references, of structures, of numbers of native size that are zero; as fields, elements, values, boxed")]
    public static readonly ImageRoot<Inlined> InlineReferences = new(() =>
    {
        var inlined = new Inlined();
        string shared = new string('s', 3);
        Span<string> names = inlined.Names;
        (names[0], names[3]) = (shared, "literal");
        Span<Inner> pairs = inlined.Nested.Pairs;
        pairs[1] = new Inner { Text = shared, Number = 5, Any = new int[2] };
        inlined.Nested.After = "after";
        ((Span<string>)inlined.Nested.Names)[2] = "third";
        ((Span<string>)inlined.Array[1])[1] = shared;
        inlined.Boxed = inlined.Names;
        inlined.Table[7] = inlined.Nested.Pairs;
        return inlined;
    });
    public static string ActInlineReferences(Inlined value)
    {
        Span<string> names = value.Names;
        names[1] = "added";
        Span<Inner> pairs = value.Nested.Pairs;
        var boxed = (Names)value.Boxed;
        Pairs inTable = value.Table[7];
        return $"{string.Join(',', names.ToArray())} {pairs[1].Text} {pairs[1].Number} {((int[])pairs[1].Any).Length} {value.Nested.After} {((Span<string>)value.Nested.Names)[2]} {ReferenceEquals(names[0], ((Span<string>)value.Array[1])[1])} {boxed[3]} {inTable[1].Text} {ReferenceEquals(inTable[1].Any, pairs[1].Any)}";
    }

    [Shape("Tuples and value tuples, also of more than seven elements; `KeyValuePair`")]
    public static readonly ImageRoot<object[]> Tuples = new(() =>
    [
        Tuple.Create(1), Tuple.Create("a", 2, 3.0, 'c', 5L), new Tuple<int, int, int, int, int, int, int, Tuple<string>>(1, 2, 3, 4, 5, 6, 7, Tuple.Create("rest")),
        (1, 2, 3, 4, 5, 6, 7, 8, "nine"), new KeyValuePair<string, Plain>("key", new Plain { B = 3 }), ValueTuple.Create(),
    ]);

    [Shape("`Version`")] public static readonly ImageRoot<Version[]> Versions = new(() => [new Version(1, 2), new Version(1, 2, 3, 4), new Version()]);

    [Shape("`ReadOnlyMemory<T>`, `Memory<T>`, `ArraySegment<T>` over arrays and strings")]
    public static readonly ImageRoot<(ReadOnlyMemory<byte>, ReadOnlyMemory<char>, Memory<string>, ArraySegment<int>, byte[])> Memories = new(() =>
    {
        byte[] shared = [1, 2, 3, 4, 5];
        return (new ReadOnlyMemory<byte>(shared, 1, 3), "some text".AsMemory(5), new[] { "a", "b" }.AsMemory(1), new ArraySegment<int>([1, 2, 3], 1, 1), shared);
    });

    public static string ActMemories((ReadOnlyMemory<byte>, ReadOnlyMemory<char>, Memory<string>, ArraySegment<int>, byte[]) value)
    {
        value.Item5[2] = 99;
        return $"{value.Item1.Span[1]} {value.Item2} {value.Item3.Span[0]} {value.Item4[0]}";
    }

    [Shape("`StringBuilder`, of one chunk and of many")]
    public static readonly ImageRoot<StringBuilder[]> Builders = new(() =>
    {
        var large = new StringBuilder();
        for (int i = 0; i < 5_000; i++)
        {
            large.Append(i).Append(' ');
        }

        return [new StringBuilder("abc"), large, new StringBuilder(), new StringBuilder(5, 10).Append("x")];
    });

    public static string ActBuilders(StringBuilder[] value) =>
        value[0].Append("def").Insert(0, '>').ToString() + value[1].Remove(3, 10_000).Append("end").ToString() + value[2].AppendLine("y") + value[3].MaxCapacity;

    [Shape("`BitArray`")]
    public static readonly ImageRoot<System.Collections.BitArray> Bits = new(() => new System.Collections.BitArray([true, false, true]) { Length = 77 });

    public static string ActBits(System.Collections.BitArray value)
    {
        value.Set(76, true);
        value.Length = 100;
        return string.Join(',', value.Not().Cast<bool>());
    }
}
