using System.Text.RegularExpressions;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// Constructs a regular expression, on the second thread where that is worth it, and gives its fields to the one that was
/// allocated. Apart from the other rebuilders: naming the type loads its assembly.
/// </summary>
internal sealed class RegexConstruction : SharedWork
{
    // It takes milliseconds. What is not constructed by then waits for something that the restoring thread may hold: the
    // framework tells the program which assemblies it loads.
    private const long LongestWaitMilliseconds = 5_000;

    private readonly string _pattern;
    private readonly RegexOptions _options;
    private readonly TimeSpan _timeout;
    private Regex? _constructed;

    private RegexConstruction(string pattern, RegexOptions options, TimeSpan timeout)
        : base(1) =>
        (_pattern, _options, _timeout) = (pattern, options, timeout);

    /// <exception cref="ImageFormatException">The arguments are damaged.</exception>
    internal static RegexConstruction Begin(ImageView image, uint argument, UnitReferences references)
    {
        var word = new ReferenceWord(image.RebuildArguments[argument].Bits);
        var options = (RegexOptions)(int)image.RebuildArguments[argument + 1].Bits;
        var timeout = new TimeSpan((long)image.RebuildArguments[argument + 2].Bits);
        if (word.Tag == ReferenceTag.Main || references.Resolve(word) is not string pattern)
        {
            throw new ImageFormatException("the image is damaged: the pattern of a regular expression");
        }

        var construction = new RegexConstruction(pattern, options, timeout);

        // The culture that upper and lower case are told by is the restoring thread's.
        bool asksForCulture = (options & (RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)) == RegexOptions.IgnoreCase;
        if ((options & RegexOptions.Compiled) != 0 && !asksForCulture)
        {
            SecondThread.Share(construction);
        }

        return construction;
    }

    /// <summary>Completes the regular expression that was allocated.</summary>
    /// <exception cref="ImageFormatException">The object is none.</exception>
    internal void CopyTo(object instance)
    {
        if (instance.GetType() != typeof(Regex))
        {
            ImageFormatException.Throw($"a regular expression of type {instance.GetType()}");
        }

        Finish();
        new FieldCopy(typeof(Regex)).Copy(_constructed!, instance);
    }

    private protected override void Waiting(long milliseconds)
    {
        if (milliseconds > LongestWaitMilliseconds)
        {
            throw new RestoreException("a regular expression is not constructed in time on the second thread");
        }
    }

    private protected override void Do(uint piece) => _constructed = new Regex(_pattern, _options, _timeout);
}
