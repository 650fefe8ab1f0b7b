using System.Text.RegularExpressions;

namespace Imaging.Restore;

/// <summary>
/// Compiles regular expressions that a restore left to be interpreted, on a thread of its own, and exchanges the code that
/// they run, as tiered compilation does for methods. Matches that run meanwhile end as they began.
/// </summary>
internal sealed class RegexTiering
{
    // A match gives its interpreter back when it ends, and the next match would take that again.
    private static readonly int[] s_retireAfterMilliseconds = [0, 10, 100, 1_000];

    private static readonly Fields? s_fields = Fields.TryFind();

    private readonly RegexConstruction[] _constructions;

    private RegexTiering(RegexConstruction[] constructions) => _constructions = constructions;

    /// <summary>Whether this framework's regular expressions can be told other code.</summary>
    internal static bool IsSupported => s_fields is not null;

    /// <summary>What the regular expression says its options are.</summary>
    internal static void SetOptions(Regex regex, RegexOptions options) => InstanceField.Of<int>(regex, s_fields!.Options) = (int)options;

    /// <summary>Begins to compile regular expressions that were completed.</summary>
    internal static void Start(RegexConstruction[] constructions)
    {
        try
        {
            var thread = new Thread(new RegexTiering(constructions).Run) { IsBackground = true, Name = "Imaging regular expressions" };
            thread.UnsafeStart();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // They are interpreted for good.
        }
    }

    private void Run()
    {
        foreach (RegexConstruction construction in _constructions)
        {
            try
            {
                Exchange(construction.Completed!, construction.Compile());
            }
            catch (Exception)
            {
                // Whatever the compiler misses, the interpreter does not need it.
            }
        }

        foreach (int milliseconds in s_retireAfterMilliseconds)
        {
            Thread.Sleep(milliseconds);
            foreach (RegexConstruction construction in _constructions)
            {
                Volatile.Write(ref InstanceField.Of<object?>(construction.Completed!, s_fields!.Runner), null);
            }
        }
    }

    private static void Exchange(Regex regex, Regex compiled) =>
        Volatile.Write(ref InstanceField.Of<object?>(regex, s_fields!.Factory), InstanceField.Of<object?>(compiled, s_fields.Factory));

    /// <summary>Where the parts lie in a regular expression that depend on how it is run.</summary>
    private sealed record Fields(int Options, int Factory, int Runner)
    {
        /// <summary><see langword="null"/> where this framework has others.</summary>
        internal static Fields? TryFind()
        {
            try
            {
                return new Fields(
                    InstanceField.Offset(typeof(Regex), "roptions"),
                    InstanceField.Offset(typeof(Regex), "factory"),
                    InstanceField.Offset(typeof(Regex), "_runner"));
            }
            catch (RestoreException)
            {
                return null;
            }
        }
    }
}
