using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Checks what is recorded of each root, and that every byte and every unit belongs to one.</summary>
internal sealed class RootCheck(ImageView image, ReferenceCheck references, FindingList findings)
{
    private readonly HashSet<string> _roots = [];
    private readonly HashSet<uint> _units = [];
    private ulong _bytes;

    internal void Run()
    {
        findings.ForEach(DiagnosticCodes.UnitDamaged, "root", image.Roots.Count, CheckRoot);
        if (_units.Count != image.Units.Count)
        {
            findings.Add(DiagnosticCodes.UnitDamaged, $"{image.Units.Count} units for the roots of {_units.Count}");
        }

        if (_bytes != image.MainLength + image.ConstLength)
        {
            findings.Add(DiagnosticCodes.UnitDamaged, $"the roots take {_bytes} bytes, their sections have {image.MainLength + image.ConstLength}");
        }
    }

    private void CheckRoot(uint index)
    {
        ref readonly RawRoot root = ref image.Roots[index];
        string name = StrictText.ReadName(image, root.Name);
        StrictText.ReadName(image, root.Builder);
        if (!_roots.Add(name))
        {
            throw new ImageFormatException($"another root is called {name} too");
        }

        bool isRefused = root.Unit == ImageFormat.None;
        if (isRefused != StrictText.Read(image, root.Refusal).Length > 0 || (isRefused && (root.Value != 0 || root.Bytes != 0)))
        {
            throw new ImageFormatException($"{name} is refused and captured at once");
        }

        CheckEdges(root, name, isRefused);
        if (!isRefused)
        {
            references.Check(new ReferenceWord(root.Value), image.Units[root.Unit]);
            _units.Add(root.Unit);
            _bytes += root.Bytes;
        }
    }

    private void CheckEdges(in RawRoot root, string name, bool isRefused)
    {
        image.Indexes.CheckRange(root.FirstEdge, root.EdgeCount);
        bool restsOnSelf = false;
        bool restsOnCore = false;
        for (uint i = 0; i < root.EdgeCount; i++)
        {
            uint dependency = image.Indexes[root.FirstEdge + i].Value;
            restsOnSelf |= dependency == ImageFormat.SelfDependency;
            restsOnCore |= dependency == ImageFormat.CoreDependency;
            if (dependency >= image.Dependencies.Count || (i > 0 && image.Indexes[root.FirstEdge + i - 1].Value >= dependency))
            {
                throw new ImageFormatException($"what {name} rests on is out of order");
            }
        }

        if (!isRefused && !(restsOnSelf && restsOnCore))
        {
            throw new ImageFormatException($"{name} does not rest on its own package and the core library");
        }
    }
}
