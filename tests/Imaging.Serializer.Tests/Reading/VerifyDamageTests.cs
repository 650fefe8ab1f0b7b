using Imaging.Format;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Tests.Reading;

/// <summary>Each way of damaging an image, its hashes repaired, and the code that must find it.</summary>
[TestClass]
public sealed class VerifyDamageTests
{
    private static readonly Dictionary<string, (string Code, Action<ImagePatch> Damage)> s_damages = new()
    {
        ["unknown flag"] = ("IMG3004", patch => patch.Header.Flags = 0x80),
        ["dependencies out of order"] = ("IMG3004", patch => patch.Table<RawDependency>(SectionKind.Dependencies)[2..4].Reverse()),
        ["core library of another name"] = ("IMG3004", patch => Dependency(patch, 1).Name = Dependency(patch, 0).Name),
        ["kind of a dependency"] = ("IMG3004", patch => Dependency(patch, 0).Kind = DependencyKind.Framework),
        ["version of a dependency"] = ("IMG3004", patch => Dependency(patch, 0).Version = Dependency(patch, 0).Name),
        ["referenced objects without an image"] = ("IMG3004", patch => Dependency(patch, 0).ReferencedObjects = 1),
        ["name outside of the strings"] = ("IMG3004", patch => Dependency(patch, 0).Name = new RawString(uint.MaxValue, 1)),
        ["name that is no UTF-8"] = ("IMG3004", patch => patch.Section(SectionKind.Strings)[(int)Dependency(patch, 0).Name.Offset] = 0xFF),
        ["recipe kind"] = ("IMG3004", patch => Types(patch)[0].Recipe = (TypeRecipe)7),
        ["recipe of a later type"] = ("IMG3004", patch => FirstType(patch, static type => type.Recipe == TypeRecipe.Vector).Of = (uint)Types(patch).Length - 1),
        ["recipe of no dependency"] = ("IMG3004", patch => FirstType(patch, static type => type.Recipe == TypeRecipe.Definition).Of = 99),
        ["recipe token"] = ("IMG3004", patch => FirstType(patch, static type => type.Recipe == TypeRecipe.Definition).Token = 0x06000001),
        ["argument range"] = ("IMG3004", patch => FirstType(patch, static type => type.Recipe == TypeRecipe.Instantiation).FirstArgument = 9999),
        ["same recipe twice"] = ("IMG3004", patch => Types(patch)[^1] = FirstType(patch, static type => type.Recipe == TypeRecipe.Definition)),
        ["type flags"] = ("IMG3004", patch => Types(patch)[0].Flags |= (TypeFlags)0x40),
        ["method token"] = ("IMG3004", patch => patch.Table<RawMethod>(SectionKind.Methods)[0].Token = 0x02000001),
        ["method of no type"] = ("IMG3004", patch => patch.Table<RawMethod>(SectionKind.Methods)[0].DeclaringType = 999),
        ["global kind"] = ("IMG3004", patch => patch.Table<RawGlobal>(SectionKind.Globals)[0].Kind = (GlobalKind)9),
        ["global accessor"] = ("IMG3004", patch => FirstAccessor(patch).Token = 999),
        ["knob value"] = ("IMG3004", patch => patch.Table<RawKnob>(SectionKind.Knobs)[0].Value = default),

        ["const header"] = ("IMG3005", patch => patch.Section(SectionKind.Const)[0] = 1),
        ["const method table"] = ("IMG3005", patch => patch.Section(SectionKind.Const)[8] = 1),
        ["const run offset"] = ("IMG3005", patch => ConstRuns(patch)[1].Offset += 8),
        ["const run length"] = ("IMG3005", patch => ConstRuns(patch)[0].Length -= 8),
        ["const run count"] = ("IMG3005", patch => ConstRuns(patch)[0].Count++),
        ["const runs out of order"] = ("IMG3005", patch => (ConstRuns(patch)[0].Type, ConstRuns(patch)[1].Type) = (ConstRuns(patch)[1].Type, ConstRuns(patch)[0].Type)),
        ["const run of no type"] = ("IMG3005", patch => ConstRuns(patch)[0].Type = 999),
        ["string length"] = ("IMG3005", patch => patch.Section(SectionKind.Const)[(int)StringRun(patch).Offset + 16] += 100),
        ["string terminator"] = ("IMG3005", patch => patch.Section(SectionKind.Const)[StringEnd(patch)] = 1),
        ["array length"] = ("IMG3005", patch => patch.Section(SectionKind.Const)[(int)ArrayRun(patch).Offset + 16] = 200),
        ["array length of 64 bits"] = ("IMG3005", patch => patch.Section(SectionKind.Const)[(int)ArrayRun(patch).Offset + 20] = 1),
        ["padding of an array"] = ("IMG3005", patch => patch.Section(SectionKind.Const)[ArrayEnd(patch)] = 1),

        ["main run offset"] = ("IMG3006", patch => MainRuns(patch)[1].Offset += 8),
        ["main run length"] = ("IMG3006", patch => MainRuns(patch)[0].Length += 8),
        ["main run count"] = ("IMG3006", patch => MainRuns(patch)[0].Count++),
        ["main run ordinal"] = ("IMG3006", patch => MainRuns(patch)[1].FirstOrdinal++),
        ["main run kind"] = ("IMG3006", patch => MainRuns(patch)[0].Kind = (MainRunKind)5),
        ["main array length"] = ("IMG3006", patch => patch.Section(SectionKind.Main)[(int)FirstRun(patch, MainRunKind.Arrays).Offset] += 50),
        ["size of a type"] = ("IMG3006", patch => Types(patch)[(int)FirstRun(patch, MainRunKind.Fields).Type].BaseSize += 8),

        ["reference to no object"] = ("IMG3007", patch => ReplaceWord(patch, ReferenceTag.Main, ReferenceWord.Encode(ReferenceTag.Main, 99999))),
        ["reference between const objects"] = ("IMG3007", patch => ReplaceWord(patch, ReferenceTag.Const, ReferenceWord.Encode(ReferenceTag.Const, 8))),
        ["reference to an object of another type"] = ("IMG3007", patch => ReplaceWord(patch, ReferenceTag.Const, ReferenceWord.Encode(ReferenceTag.Const, ArrayRun(patch).Offset), numbersToo: false)),
        ["reference with an unknown tag"] = ("IMG3007", patch => ReplaceWord(patch, ReferenceTag.Main, new ReferenceWord(0xF))),
        ["reference to no type"] = ("IMG3007", patch => ReplaceWord(patch, ReferenceTag.Type, ReferenceWord.Encode(ReferenceTag.Type, 9999))),

        ["unit ordinal"] = ("IMG3008", patch => Units(patch)[1].FirstOrdinal++),
        ["unit object count"] = ("IMG3008", patch => Units(patch)[0].ObjectCount++),
        ["unit run range"] = ("IMG3008", patch => Units(patch)[0].MainRunCount = 9999),
        ["unit types"] = ("IMG3008", patch => Units(patch)[0].TypeCount--),
        ["unit without delegates"] = ("IMG3008", patch => UnitWith(patch, static unit => unit.DelegateCount > 0).DelegateCount = 0),
        ["unit without rebuilds"] = ("IMG3008", patch => UnitWith(patch, static unit => unit.RebuildCount > 0).RebuildCount = 0),
        ["delegate of no method"] = ("IMG3008", patch => patch.Table<RawDelegate>(SectionKind.Delegates)[0].Method = 99),
        ["delegate target"] = ("IMG3008", patch => patch.Table<RawDelegate>(SectionKind.Delegates)[0].Target = ReferenceWord.Encode(ReferenceTag.Main, 0).Bits),
        ["rebuild kind"] = ("IMG3008", patch => Rebuild(patch, RebuildKind.HashTable).Kind = RebuildKind.Lookup),
        ["rebuild ordinal"] = ("IMG3008", patch => Rebuild(patch, RebuildKind.HashTable).Ordinal++),
        ["rebuild arguments"] = ("IMG3008", patch => Rebuild(patch, RebuildKind.Regex).ArgumentCount = 2),
        ["pattern of a regular expression"] = ("IMG3008", patch => patch.Table<ulong>(SectionKind.RebuildArguments)[(int)Rebuild(patch, RebuildKind.Regex).FirstArgument] = 0),
        ["root of no unit"] = ("IMG3008", patch => Roots(patch)[0].Unit = 99),
        ["root value"] = ("IMG3008", patch => Roots(patch)[0].Value = ReferenceWord.Encode(ReferenceTag.Main, 9999).Bits),
        ["root name twice"] = ("IMG3008", patch => Roots(patch)[0].Name = Roots(patch)[1].Name),
        ["root without edges"] = ("IMG3008", patch => Roots(patch)[0].EdgeCount = 0),
        ["root with edges outside of the table"] = ("IMG3008", patch => Roots(patch)[0].FirstEdge = uint.MaxValue),
        ["root bytes"] = ("IMG3008", patch => Roots(patch)[0].Bytes += 8),
        ["refused root with a unit"] = ("IMG3008", patch => Roots(patch)[^1].Unit = 0),

        ["type of another name"] = ("IMG3013", patch => DefinitionOf(patch, "Needle").Name = DefinitionOf(patch, "Node").Name),
        ["token of another type"] = ("IMG3013", patch => DefinitionOf(patch, "Needle").Token++),
        ["delegate of another method"] = ("IMG3013", patch => patch.Table<RawMethod>(SectionKind.Methods)[0].Token++),
    };

    public static IEnumerable<object[]> Damages => s_damages.Keys.Select(static name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Damages))]
    public void Damage_is_found(string name)
    {
        using var directory = new TemporaryDirectory();
        string path = SampleImage.CopyTo(directory);
        var patch = new ImagePatch(path);
        s_damages[name].Damage(patch);
        patch.Save();

        string[] codes = [.. ImageVerifier.Verify(path).Where(static finding => finding.Severity == ImagingSeverity.Error).Select(static finding => finding.Code)];

        Assert.Contains(s_damages[name].Code, codes, $"found {string.Join(", ", ImageVerifier.Verify(path))}");
        Assert.DoesNotContain("IMG3002", codes);
        Assert.DoesNotContain("IMG3003", codes);
    }

    private static ref RawDependency Dependency(ImagePatch patch, int index) => ref patch.Table<RawDependency>(SectionKind.Dependencies)[index];

    private static Span<RawType> Types(ImagePatch patch) => patch.Table<RawType>(SectionKind.Types);

    private static Span<RawConstRun> ConstRuns(ImagePatch patch) => patch.Table<RawConstRun>(SectionKind.ConstRuns);

    private static Span<RawMainRun> MainRuns(ImagePatch patch) => patch.Table<RawMainRun>(SectionKind.MainRuns);

    private static Span<RawUnit> Units(ImagePatch patch) => patch.Table<RawUnit>(SectionKind.Units);

    private static Span<RawRoot> Roots(ImagePatch patch) => patch.Table<RawRoot>(SectionKind.Roots);

    private static ref RawType FirstType(ImagePatch patch, Predicate<RawType> condition) =>
        ref First(Types(patch), condition);

    private static ref RawUnit UnitWith(ImagePatch patch, Predicate<RawUnit> condition) => ref First(Units(patch), condition);

    private static ref RawGlobal FirstAccessor(ImagePatch patch) =>
        ref First(patch.Table<RawGlobal>(SectionKind.Globals), static global => global.Kind == GlobalKind.Accessor);

    private static ref RawRebuild Rebuild(ImagePatch patch, RebuildKind kind) =>
        ref First(patch.Table<RawRebuild>(SectionKind.Rebuilds), rebuild => rebuild.Kind == kind);

    private static RawMainRun FirstRun(ImagePatch patch, MainRunKind kind) => First(MainRuns(patch), run => run.Kind == kind);

    private static RawConstRun StringRun(ImagePatch patch) => ConstRunOf(patch, static type => type is { ComponentSize: 2, BaseSize: 22 });

    private static RawConstRun ArrayRun(ImagePatch patch) => ConstRunOf(patch, static type => type is { Recipe: TypeRecipe.Vector, ComponentSize: 4 });

    private static RawConstRun ConstRunOf(ImagePatch patch, Predicate<RawType> condition)
    {
        RawType[] types = Types(patch).ToArray();
        return First(ConstRuns(patch), run => condition(types[run.Type]));
    }

    private static int StringEnd(ImagePatch patch)
    {
        int start = (int)StringRun(patch).Offset;
        return start + 20 + (patch.Section(SectionKind.Const)[start + 16] * sizeof(char));
    }

    /// <summary>Where the padding behind the first array of integers begins.</summary>
    private static int ArrayEnd(ImagePatch patch)
    {
        int start = (int)ArrayRun(patch).Offset;
        int length = patch.Section(SectionKind.Const)[start + 16];
        Assert.AreEqual(1, length % 2, "the first array has no padding");
        return start + 24 + (length * sizeof(int));
    }

    private static ref RawType DefinitionOf(ImagePatch patch, string name)
    {
        byte[] strings = patch.Section(SectionKind.Strings).ToArray();
        return ref FirstType(patch, type => type.Recipe == TypeRecipe.Definition
            && System.Text.Encoding.UTF8.GetString(strings, (int)type.Name.Offset, (int)type.Name.Length) == name);
    }

    /// <summary>Replaces the first word of a tag in the fields of the nodes, whose fields hold references first.</summary>
    private static void ReplaceWord(ImagePatch patch, ReferenceTag tag, ReferenceWord replacement, bool numbersToo = true)
    {
        RawType[] types = Types(patch).ToArray();
        byte[] strings = patch.Section(SectionKind.Strings).ToArray();
        RawMainRun run = First(MainRuns(patch), run => types[run.Type] is { Recipe: TypeRecipe.Definition } type
            && System.Text.Encoding.UTF8.GetString(strings, (int)type.Name.Offset, (int)type.Name.Length) == "Node");
        Span<ulong> words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(patch.Section(SectionKind.Main).Slice((int)run.Offset, (int)run.Length));
        ulong arrays = ArrayRun(patch).Offset;
        First(words, word => new ReferenceWord(word).Tag == tag && (numbersToo || new ReferenceWord(word).Payload < arrays || new ReferenceWord(word).Payload >= StringRun(patch).Offset)) = replacement.Bits;
    }

    private static ref T First<T>(Span<T> records, Predicate<T> condition)
    {
        foreach (ref T record in records)
        {
            if (condition(record))
            {
                return ref record;
            }
        }

        throw new AssertFailedException($"the sample has no such {typeof(T).Name}");
    }
}
