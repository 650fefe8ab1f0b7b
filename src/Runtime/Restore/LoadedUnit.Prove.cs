using System.Runtime.Loader;
using Imaging.Format;

namespace Imaging.Restore;

internal sealed partial class LoadedUnit
{
    // The package itself, and the core library.
    private const uint EdgesOfAll = 2;

    // Whatever any root of the unit rests on decides for all of them: they share objects.
    private void CheckEdges()
    {
        ImageView view = image.View;
        for (uint i = 0; i < view.Roots.Count; i++)
        {
            ref readonly RawRoot root = ref view.Roots[i];
            if (root.Unit != index)
            {
                continue;
            }

            view.Indexes.CheckRange(root.FirstEdge, root.EdgeCount);
            if (view.Header.FileLength >= SecondThread.WorthFrom)
            {
                // This thread comes from the other end.
                for (uint edge = root.EdgeCount; edge > 0; edge--)
                {
                    image.Dependencies.BeginProof(view.Indexes[root.FirstEdge + edge - 1].Value);
                }
            }

            for (uint edge = 0; edge < root.EdgeCount; edge++)
            {
                image.Dependencies.Prove(view.Indexes[root.FirstEdge + edge].Value);
            }

            CheckSharedEdges(root);
        }

        if (view.Inputs.Count > 0)
        {
            InputFiles.Check(image);
        }
    }

    private void CheckSharedEdges(in RawRoot root)
    {
        if (root.EdgeCount <= EdgesOfAll || image.Dependencies.IsOfDefaultContext)
        {
            return;
        }

        ref readonly ImageTable<RawIndex> indexes = ref image.View.Indexes;
        AssemblyLoadContext? last = null;
        for (uint sharing = 0; sharing < root.EdgeCount; sharing++)
        {
            if (image.Dependencies.SharingContext(indexes[root.FirstEdge + sharing].Value) is not { } other || other == last)
            {
                continue;
            }

            for (uint edge = 0; edge < root.EdgeCount; edge++)
            {
                image.Dependencies.ProveIn(other, indexes[root.FirstEdge + edge].Value);
            }

            last = other;
        }
    }
}
