using System.Globalization;
using Imaging.Format;
using Imaging.Identity;
using Imaging.Restore;

namespace Imaging.Serializer.Reading;

/// <summary>Puts the tables of an image into words.</summary>
/// <param name="image">The image.</param>
/// <param name="linked">Finds the image of a dependency that it is linked to, to name what is there.</param>
internal sealed class ImageDescriber(ImageView image, Func<uint, ImageView?>? linked = null)
{
    private readonly TypeNames _types = new(image);

    /// <exception cref="ImageFormatException">The image is damaged.</exception>
    internal ImageDescription Describe(string path)
    {
        ref readonly RawHeader header = ref image.Header;
        return new ImageDescription
        {
            Path = path,
            Package = DependencyName(ImageFormat.SelfDependency),
            BuildId = header.BuildId.ToString(),
            ContentHash = Hex(header.ContentHash),
            FormatVersion = header.Version,
            Verified = (header.Flags & ImageFormat.VerifiedFlag) != 0,
            Bytes = (long)header.FileLength,
            Sections = [.. Enum.GetValues<SectionKind>().Select(Section)],
            Roots = Each(image.Roots.Count, Root),
            Types = TypesBySize(),
            Dependencies = Each(image.Dependencies.Count, Dependency),
            Globals = Each(image.Globals.Count, Global),
            Knobs = Each(image.Knobs.Count, index => image.Knobs[index])
                .ToDictionary(knob => image.Text(knob.Name), knob => image.Text(knob.Value)),
            Inputs = Each(image.Inputs.Count, Input),
            Rebuilds = Each(image.Rebuilds.Count, index => image.Rebuilds[index].Kind)
                .GroupBy(static kind => kind)
                .OrderBy(static group => group.Key)
                .ToDictionary(static group => group.Key.ToString(), static group => group.Count()),
            Surrogates = Surrogates(),
        };
    }

    private static T[] Each<T>(uint count, Func<uint, T> describe)
    {
        var all = new T[count];
        for (uint i = 0; i < count; i++)
        {
            all[i] = describe(i);
        }

        return all;
    }

    private static string Hex(ulong number) => number.ToString("x16", CultureInfo.InvariantCulture);

    private SectionDescription Section(SectionKind kind)
    {
        ref readonly RawSection section = ref image.Section(kind);
        return new SectionDescription(kind.ToString(), section.RecordSize > 1 ? (long)(section.Length / section.RecordSize) : null, (long)section.Length);
    }

    private RootDescription Root(uint index)
    {
        RawRoot root = image.Roots[index];
        bool isRefused = root.Unit == ImageFormat.None;
        image.Indexes.CheckRange(root.FirstEdge, root.EdgeCount);
        return new RootDescription(
            image.Text(root.Name),
            !isRefused,
            isRefused ? image.Text(root.Refusal) : null,
            isRefused ? null : root.Unit,
            (long)root.Bytes,
            image.Text(root.Builder),
            Each(root.EdgeCount, edge => DependencyName(image.Indexes[root.FirstEdge + edge].Value)),
            isRefused ? null : WordText.Of(new ReferenceWord(root.Value)),
            isRefused ? [] : Linkages(image.Units[root.Unit]));
    }

    private LinkageDescription[] Linkages(RawUnit unit)
    {
        image.Linkages.CheckRange(unit.FirstLinkage, unit.LinkageCount);
        return Each(unit.LinkageCount, index => Linkage(image.Linkages[unit.FirstLinkage + index]));
    }

    private LinkageDescription Linkage(RawLinkage linkage) => new(
        DependencyName(linkage.Dependency),
        image.Dependencies[linkage.Dependency].Image.ToString(),
        linkage.Unit,
        linked?.Invoke(linkage.Dependency) is { } other ? ImageLinks.RootsOf(other, linkage.Unit) : null);

    private TypeDescription[] TypesBySize()
    {
        var counts = new Dictionary<uint, (long Const, long Main, long Bytes)>();
        for (uint i = 0; i < image.ConstRuns.Count; i++)
        {
            ref readonly RawConstRun run = ref image.ConstRuns[i];
            Add(run.Type, run.Count, 0, (long)run.Length);
        }

        for (uint i = 0; i < image.MainRuns.Count; i++)
        {
            ref readonly RawMainRun run = ref image.MainRuns[i];
            Add(run.Type, 0, run.Count, (long)run.Length);
        }

        return
        [
            .. counts.OrderByDescending(static entry => entry.Value.Bytes)
                .ThenBy(static entry => entry.Key)
                .Select(entry => new TypeDescription(
                    _types.Of(entry.Key), _types.AssemblyOf(entry.Key), entry.Value.Const, entry.Value.Main, entry.Value.Bytes)),
        ];

        void Add(uint type, long constants, long main, long bytes)
        {
            (long Const, long Main, long Bytes) known = counts.GetValueOrDefault(type);
            counts[type] = (known.Const + constants, known.Main + main, known.Bytes + bytes);
        }
    }

    private SurrogateDescription[] Surrogates() =>
    [
        .. Each(image.Rebuilds.Count, index => image.Rebuilds[index])
            .Where(static rebuild => rebuild is { Kind: RebuildKind.Surrogate, ArgumentCount: UnitRebuilder.SurrogateArguments })
            .GroupBy(rebuild => (Surrogate: (uint)image.RebuildArguments[rebuild.FirstArgument + 1].Bits, Type: TypeOf(rebuild.Ordinal)))
            .OrderBy(static group => group.Key)
            .Select(group => new SurrogateDescription(_types.Of(group.Key.Surrogate), _types.AssemblyOf(group.Key.Surrogate), _types.Of(group.Key.Type), group.Count())),
    ];

    private uint TypeOf(uint ordinal) =>
        Each(image.MainRuns.Count, index => image.MainRuns[index]).FirstOrDefault(run => ordinal - run.FirstOrdinal < run.Count).Type;

    private string DependencyName(uint index) => image.Text(image.Dependencies[index].Name);

    private DependencyDescription Dependency(uint index)
    {
        ref readonly RawDependency dependency = ref image.Dependencies[index];
        bool isFramework = dependency.Kind == DependencyKind.Framework;
        return new DependencyDescription(
            image.Text(dependency.Name),
            image.Text(dependency.Version),
            isFramework ? DependencyDescription.Framework : DependencyDescription.Package,
            isFramework ? FrameworkId.Of(dependency).ToString() : new CodeIdentity(dependency.IdentityHigh, dependency.IdentityLow).ToString(),
            dependency.Image == default ? null : dependency.Image.ToString(),
            dependency.ReferencedObjects);
    }

    private string Global(uint index)
    {
        ref readonly RawGlobal global = ref image.Globals[index];
        return global.Kind switch
        {
            GlobalKind.StaticPath => $"{_types.Of(global.Type)}.{StaticPath.Describe(image.Text(global.Text))}",
            GlobalKind.StaticField or GlobalKind.Member => $"{_types.Of(global.Type)}.{image.Text(global.Text)}",
            GlobalKind.Accessor when global.Type != ImageFormat.None => $"{(GlobalAccessor)global.Token}<{_types.Of(global.Type)}>",
            GlobalKind.Accessor => $"{(GlobalAccessor)global.Token} {image.Text(global.Text)}".TrimEnd(),
            GlobalKind.InternedString => $"interned \"{image.Text(global.Text)}\"",
            _ => throw new ImageFormatException($"the image is damaged: global {index}"),
        };
    }

    private InputDescription Input(uint index)
    {
        ref readonly RawInput input = ref image.Inputs[index];
        return new InputDescription(image.Text(input.Name), (long)input.Length, Hex(input.Checksum));
    }
}
