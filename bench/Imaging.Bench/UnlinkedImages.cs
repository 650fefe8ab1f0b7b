using Imaging.Format;
using Imaging.Layout;
using Imaging.Restore;
using Imaging.Serializer.Reading;
using Imaging.Serializer.Writing;

namespace Imaging.Bench;

/// <summary>
/// Images whose references to objects of other images are cut: null stands in their place. Everything else in them is the
/// same byte for byte, so what they take less to restore is what those references take.
/// </summary>
internal static unsafe class UnlinkedImages
{
    /// <summary>Cuts the references in every image of a directory.</summary>
    /// <returns>How many there were.</returns>
    public static long Cut(string directory) => Directory.GetFiles(directory, "*" + ImageFormat.Extension).Sum(CutImage);

    private static long CutImage(string path)
    {
        using var image = ImageBytes.Read(path);
        using var modules = new DeployedModules(DeployedAssemblies.Around(path));
        ImageView view = image.View;
        var types = new TypeResolver(view, new DependencyResolver(view, modules.Load(Path.GetFileNameWithoutExtension(path))));
        long cut = 0;
        for (uint run = 0; run < view.MainRuns.Count; run++)
        {
            if (view.MainRuns[run].Kind < MainRunKind.Rebuilt)
            {
                cut += CutRun(view, view.MainRuns[run], types.Resolve(view.MainRuns[run].Type));
            }
        }

        var sections = (RawSection*)(image.Start + sizeof(RawHeader));
        var units = (RawUnit*)(image.Start + sections[(int)SectionKind.Units].Offset);
        for (uint unit = 0; unit < view.Units.Count; unit++)
        {
            units[unit].LinkageCount = 0;
        }

        RenewHashes(image);
        using var bytes = new UnmanagedMemoryStream(image.Start, image.Length);
        using FileStream file = File.Create(path);
        bytes.CopyTo(file);
        return cut;
    }

    private static void RenewHashes(ImageBytes image)
    {
        var pieces = (RawPiece*)(image.Start + image.View.Section(SectionKind.Pieces).Offset);
        ulong start = 0;
        for (uint i = 0; i < image.View.Pieces.Count; i++)
        {
            pieces[i].Hash = PieceTable.Hash(image.View.Main + start, (long)(pieces[i].End - start));
            start = pieces[i].End;
        }

        ((RawHeader*)image.Start)->ContentHash = image.ComputeContentHash();
    }

    private static long CutRun(ImageView view, in RawMainRun run, Type type)
    {
        ReferenceSlot[] slots = ReferenceSlots.Of(type);
        MethodTableFacts facts = MethodTableFacts.Of(type);
        long size = facts.HasComponents ? facts.ComponentSize : facts.FieldBytes;
        byte* at = view.Main + run.Offset;
        long cut = 0;
        for (uint i = 0; i < run.Count; i++)
        {
            long count = 1;
            if (facts.HasComponents)
            {
                count = *(long*)at;
                at += sizeof(long);
            }

            for (byte* end = at + (count * size); at < end; at += size)
            {
                foreach (ReferenceSlot slot in slots)
                {
                    var word = (ReferenceWord*)(at + slot.Offset);
                    cut += word->Tag == ReferenceTag.External ? 1 : 0;
                    *word = word->Tag == ReferenceTag.External ? ReferenceWord.Null : *word;
                }
            }

            at += ImageFormat.Align(count * size) - (count * size);
        }

        return cut;
    }
}
