using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.SideEffects;

/// <summary>What programs set in the framework for the whole process, at one time.</summary>
internal sealed class ProcessState
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.NonPublic;

    private readonly Dictionary<string, object?> _values = [];

    private ProcessState()
    {
    }

    /// <param name="package">What the package's code refers to: what it does not set itself, others set, on other threads or when they are initialised, as they will in the program.</param>
    internal static ProcessState Take(MemberNames package)
    {
        var state = new ProcessState();
        if (package.References(nameof(Environment.SetEnvironmentVariable)))
        {
            state.Add("the environment variable", Environment.GetEnvironmentVariables().Cast<DictionaryEntry>());
        }

        if (package.References(nameof(AppContext.SetSwitch)))
        {
            state.Add("the switch of AppContext", ReadTable(typeof(AppContext), "s_switches"));
        }

        if (package.References(nameof(AppContext.SetData)))
        {
            state.Add("the data of AppContext", ReadTable(typeof(AppContext), "s_dataStore"));
        }

        state.Add(package, nameof(Encoding.RegisterProvider), "the providers of encodings (Encoding.RegisterProvider)", static () => (Read(typeof(EncodingProvider), "s_providers") as Array)?.Length);
        state.Add(package, "set_DefaultThreadCurrentCulture", "CultureInfo.DefaultThreadCurrentCulture", static () => CultureInfo.DefaultThreadCurrentCulture);
        state.Add(package, "set_DefaultThreadCurrentUICulture", "CultureInfo.DefaultThreadCurrentUICulture", static () => CultureInfo.DefaultThreadCurrentUICulture);
        state.Add(package, "set_CurrentDirectory", "the current directory", static () => Environment.CurrentDirectory);
        state.Add(package, nameof(Directory.SetCurrentDirectory), "the current directory", static () => Environment.CurrentDirectory);
        state.Add(package, "get_Listeners", "the listeners of Trace", static () => Trace.Listeners.Count);
        return state;
    }

    /// <summary>What is another now; <see langword="null"/> where all is as it was.</summary>
    internal string? FindChange(ProcessState later) =>
        later._values.Keys.Concat(_values.Keys).Distinct().FirstOrDefault(name => !SameContent.Is(_values.GetValueOrDefault(name), later._values.GetValueOrDefault(name), int.MaxValue));

    private void Add(string what, IEnumerable<DictionaryEntry> entries)
    {
        foreach (DictionaryEntry entry in entries)
        {
            _values[$"{what} {entry.Key}"] = entry.Value;
        }
    }

    private void Add(MemberNames package, string setter, string what, Func<object?> read)
    {
        if (package.References(setter))
        {
            _values[what] = read();
        }
    }

    private static DictionaryEntry[] ReadTable(Type type, string field)
    {
        if (Read(type, field) is not IDictionary table)
        {
            return [];
        }

        lock (table)
        {
            return [.. new Hashtable(table).Cast<DictionaryEntry>()];
        }
    }

    private static object? Read(Type type, string field) => type.GetField(field, Statics)?.GetValue(null);
}
