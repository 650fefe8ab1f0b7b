using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Makes again, in place and in order, what a unit could not place. Runs foreign code: hash functions, comparers.</summary>
internal static class UnitRebuilder
{
    internal static void Rebuild(ImageView image, in RawUnit unit, MainObjects objects, UnitReferences references)
    {
        image.Rebuilds.CheckRange(unit.FirstRebuild, unit.RebuildCount);
        for (uint i = 0; i < unit.RebuildCount; i++)
        {
            ref readonly RawRebuild rebuild = ref image.Rebuilds[unit.FirstRebuild + i];
            image.RebuildArguments.CheckRange(rebuild.FirstArgument, rebuild.ArgumentCount);
            object instance = objects[rebuild.Ordinal];
            switch (rebuild.Kind)
            {
                case RebuildKind.HashTable:
                    HashTableRebuilder.Rebuild(instance);
                    break;
                case RebuildKind.Lookup:
                    LookupRebuilder.Rebuild(instance);
                    break;
                case RebuildKind.Regex when rebuild.ArgumentCount == 3:
                    RegexRebuilder.Rebuild(instance, image, rebuild.FirstArgument, references);
                    break;
                default:
                    throw new ImageFormatException($"the image is damaged: rebuild {unit.FirstRebuild + i}");
            }
        }
    }
}
