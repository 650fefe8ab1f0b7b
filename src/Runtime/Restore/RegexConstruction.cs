using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Imaging.Format;

namespace Imaging.Restore;

/// <summary>
/// Constructs a regular expression, on the second thread where that is worth it, and gives its fields to the one that was
/// allocated. Apart from the other rebuilders: naming the type loads its assembly.
/// </summary>
/// <remarks>One that is to be compiled is constructed to be interpreted; <see cref="RegexTiering"/> compiles it later.</remarks>
internal sealed class RegexConstruction : ForeignWork
{
    private readonly string _pattern;
    private readonly RegexOptions _options;
    private readonly TimeSpan _timeout;
    private readonly bool _mayCompileLater;
    private Regex? _constructed;

    private RegexConstruction(string pattern, RegexOptions options, TimeSpan timeout)
        : base(1)
    {
        (_pattern, _options, _timeout) = (pattern, options, timeout);

        // A capture compares the objects of dependencies with what they were.
        _mayCompileLater = IsWorthSharing
            && HasContext
            && !CaptureSession.IsActive
            && (options & RegexOptions.NonBacktracking) == 0
            && RuntimeFeature.IsDynamicCodeCompiled;
    }

    /// <summary>The one that was completed, which interprets as yet.</summary>
    internal Regex? Completed { get; private set; }

    /// <summary>Known once it is constructed.</summary>
    internal bool IsCompiledLater { get; private set; }

    private bool IsWorthSharing => (_options & RegexOptions.Compiled) != 0;

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
        if (construction.IsWorthSharing)
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
        Completed = (Regex)instance;
        if (IsCompiledLater)
        {
            RegexTiering.SetOptions(Completed, _options);
        }
    }

    /// <summary>The same regular expression, compiled. Takes as long as the builder's.</summary>
    /// <remarks>In the restoring thread's culture: upper and lower case are told by it, also where the pattern alone says that they do not matter.</remarks>
    internal Regex Compile()
    {
        Regex? compiled = null;
        RunInContext(_ => compiled = new Regex(_pattern, _options, _timeout));
        return compiled!;
    }

    private protected override string Description => "a regular expression is not constructed in time on the second thread";

    private protected override void Do(uint piece)
    {
        IsCompiledLater = _mayCompileLater && RegexTiering.IsSupported;
        _constructed = new Regex(_pattern, IsCompiledLater ? _options & ~RegexOptions.Compiled : _options, _timeout);
    }
}
