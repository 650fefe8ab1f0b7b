using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Microsoft.Win32.SafeHandles;

namespace Imaging.Serializer.Verifying;

/// <summary>
/// How the process of a second capture differs from the one that builds. The hash seed and the layout of memory differ by
/// themselves, and so does the time.
/// </summary>
internal static class Perturbation
{
    /// <summary>What every byte of the second capture's pooled buffers is: in a fresh process all would be zero, as they may be in the build.</summary>
    internal const byte PoolFill = 0xA5;

    private const int BurnedIdentities = 1000;
    private const int BurnedHandles = 17;

    // Kept: the numbers of those that are closed are given again.
    private static readonly List<SafeFileHandle> s_handles = [];

    private static readonly string[] s_kept =
        ["PATH", "DOTNET_ROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "CLR_ICU_VERSION_OVERRIDE", "SystemRoot", "SystemDrive", "windir"];

    /// <summary>Name of the second capture's culture, whose letters, numbers and dates are not those of the invariant one.</summary>
    internal const string CultureName = "tr-TR";

    /// <summary>The second capture's time zone; where the machine is in it, another one.</summary>
    internal static string TimeZone { get; } = TimeZoneInfo.Local.Id == "Asia/Kathmandu" ? "Pacific/Chatham" : "Asia/Kathmandu";

    /// <summary>How many processors the second capture believes to have.</summary>
    internal static int ProcessorCount { get; } = Environment.ProcessorCount == 3 ? 5 : 3;

    /// <summary>The environment of the second capture: what the runtime needs to start, and nothing else as it is here.</summary>
    /// <param name="home">An empty directory.</param>
    /// <param name="temporary">Another one.</param>
    internal static IReadOnlyDictionary<string, string> Variables(string home, string temporary)
    {
        Dictionary<string, string> variables = Kept();
        foreach (string name in (string[])["HOME", "USERPROFILE"])
        {
            variables.Add(name, home);
        }

        foreach (string name in (string[])["TMPDIR", "TMP", "TEMP"])
        {
            variables.Add(name, temporary);
        }

        variables.Add("LANG", CultureName.Replace('-', '_') + ".UTF-8");
        variables.Add("TZ", TimeZone);

        // Makes no difference to what builders see, and the process faster.
        variables.Add("DOTNET_TieredPGO", "0");
        variables.Add("DOTNET_PROCESSOR_COUNT", ProcessorCount.ToString(CultureInfo.InvariantCulture));
        if (Avx2.IsSupported)
        {
            variables.Add("DOTNET_EnableAVX2", "0");
        }

        return variables;
    }

    /// <summary>What the runtime needs to start.</summary>
    internal static Dictionary<string, string> Kept()
    {
        var variables = new Dictionary<string, string>();
        foreach (string name in s_kept)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables.Add(name, value);
            }
        }

        return variables;
    }

    /// <summary>The culture of the second capture's builders.</summary>
    internal static CultureInfo CreateCulture()
    {
        try
        {
            return CultureInfo.ReadOnly(new CultureInfo(CultureName));
        }
        catch (CultureNotFoundException)
        {
            // Where globalization is invariant, no other culture has a name.
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = culture.NumberFormat.CurrencyDecimalSeparator = ",";
            culture.NumberFormat.NumberGroupSeparator = culture.NumberFormat.CurrencyGroupSeparator = ".";
            culture.DateTimeFormat.ShortDatePattern = "d.MM.yyyy";
            return CultureInfo.ReadOnly(culture);
        }
    }

    /// <summary>Changes what the thread of a builder has of its own: the sequence of identity hash codes, and pooled buffers; and the numbers that the next handles of the process get.</summary>
    internal static void PrepareThread()
    {
        for (int i = 0; i < BurnedIdentities; i++)
        {
            _ = RuntimeHelpers.GetHashCode(new object());
        }

        for (int i = 0; i < BurnedHandles && s_handles.Count < BurnedHandles; i++)
        {
            s_handles.Add(File.OpenHandle(typeof(Perturbation).Assembly.Location));
        }

        FillPool<byte>();
        FillPool<char>();
        FillPool<int>();
    }

    private static void FillPool<T>()
        where T : unmanaged
    {
        for (int length = 16; length <= 1 << 16; length *= 2)
        {
            T[] buffer = ArrayPool<T>.Shared.Rent(length);
            MemoryMarshal.AsBytes(buffer.AsSpan()).Fill(PoolFill);
            ArrayPool<T>.Shared.Return(buffer);
        }
    }
}
