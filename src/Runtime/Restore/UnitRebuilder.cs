using System.Reflection;
using System.Text.RegularExpressions;
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
                case RebuildKind.Regex when instance.GetType() == typeof(Regex) && rebuild.ArgumentCount == 3:
                    Construct((Regex)instance, image, rebuild.FirstArgument, references);
                    break;
                default:
                    throw new ImageFormatException($"the image is damaged: rebuild {unit.FirstRebuild + i}");
            }
        }
    }

    private static void Construct(Regex instance, ImageView image, uint argument, UnitReferences references)
    {
        object? pattern = references.Resolve(new ReferenceWord(image.RebuildArguments[argument]));
        var options = (RegexOptions)(int)image.RebuildArguments[argument + 1];
        var timeout = new TimeSpan((long)image.RebuildArguments[argument + 2]);
        typeof(Regex).GetConstructor([typeof(string), typeof(RegexOptions), typeof(TimeSpan)])!
            .Invoke(instance, BindingFlags.DoNotWrapExceptions, null, [pattern, options, timeout], null);
    }
}
