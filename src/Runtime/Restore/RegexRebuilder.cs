using System.Reflection;
using System.Text.RegularExpressions;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>Constructs a regular expression in place. Apart from the other rebuilders: naming the type loads its assembly.</summary>
internal static class RegexRebuilder
{
    /// <exception cref="ImageFormatException">The object is no regular expression.</exception>
    internal static void Rebuild(object instance, ImageView image, uint argument, UnitReferences references)
    {
        if (instance.GetType() != typeof(Regex))
        {
            ImageFormatException.Throw($"a regular expression of type {instance.GetType()}");
        }

        object? pattern = references.Resolve(new ReferenceWord(image.RebuildArguments[argument].Bits));
        var options = (RegexOptions)(int)image.RebuildArguments[argument + 1].Bits;
        var timeout = new TimeSpan((long)image.RebuildArguments[argument + 2].Bits);
        typeof(Regex).GetConstructor([typeof(string), typeof(RegexOptions), typeof(TimeSpan)])!
            .Invoke(instance, BindingFlags.DoNotWrapExceptions, null, [pattern, options, timeout], null);
    }
}
