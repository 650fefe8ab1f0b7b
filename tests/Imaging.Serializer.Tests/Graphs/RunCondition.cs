namespace Imaging.Serializer.Tests.Graphs;

/// <summary>What is different about the process that restores: the builder runs there too, for comparison.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Culture">Its culture.</param>
/// <param name="Environment">Its variables.</param>
internal sealed record RunCondition(string Name, string Culture, IReadOnlyDictionary<string, string> Environment)
{
    private const string InvariantVariable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    /// <summary>Conditions in which an image holds. What has nothing to do with each other shares a process.</summary>
    internal static RunCondition[] All { get; } =
    [
        Of("as built", "", []),
        Of("German, server collector", "de-DE", new() { ["DOTNET_gcServer"] = "1" }),
        Of("Turkish, no AVX2", "tr-TR", new() { ["DOTNET_EnableAVX2"] = "0" }),
        Of("Thai, collector not concurrent", "th-TH", new() { ["DOTNET_gcConcurrent"] = "0" }),
        Of("no vector instructions", "", new() { ["DOTNET_EnableHWIntrinsic"] = "0" }),
    ];

    /// <summary>A condition in which an image made without it does not hold.</summary>
    internal static RunCondition Invariant { get; } = Of("invariant globalization", "", new() { [InvariantVariable] = "1" });

    // Without ICU there is only the invariant culture.
    private static RunCondition Of(string name, string culture, Dictionary<string, string> variables)
    {
        bool isInvariant = AppContext.TryGetSwitch("System.Globalization.Invariant", out bool isSet) && isSet;
        variables["LC_ALL"] = culture.Length == 0 ? "C" : culture.Replace('-', '_') + ".UTF-8";
        return new RunCondition(name, isInvariant ? "" : culture, variables);
    }
}
