using Microsoft.CodeAnalysis;
using static System.StringComparer;

namespace Imaging.Generator;

/// <summary>The framework's members whose result differs between two machines, two processes or two moments.</summary>
internal static class ImpureReads
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Members = Table(
        (PurityRules.Clock, "System.DateTime", "Now UtcNow Today"),
        (PurityRules.Clock, "System.DateTimeOffset", "Now UtcNow"),
        (PurityRules.Clock, "System.Diagnostics.Stopwatch", "GetTimestamp GetElapsedTime StartNew"),
        (PurityRules.Clock, "System.Environment", "TickCount TickCount64"),
        (PurityRules.Clock, "System.TimeProvider", "System GetUtcNow GetLocalNow GetTimestamp GetElapsedTime"),
        (PurityRules.Environment, "System.Environment",
            "GetEnvironmentVariable GetEnvironmentVariables ExpandEnvironmentVariables CommandLine GetCommandLineArgs CpuUsage"
            + " CurrentDirectory GetFolderPath GetLogicalDrives Is64BitOperatingSystem Is64BitProcess IsPrivilegedProcess"
            + " MachineName NewLine OSVersion ProcessId ProcessorCount SystemDirectory SystemPageSize UserDomainName"
            + " UserInteractive UserName Version WorkingSet"),
        (PurityRules.Environment, "System.IO.Directory", "GetCurrentDirectory"),
        (PurityRules.Environment, "System.IO.Path", "GetTempPath"),
        (PurityRules.Environment, "System.Diagnostics.Process", "GetCurrentProcess"),
        (PurityRules.Environment, "System.Net.Dns", "GetHostName"),
        (PurityRules.Environment, "System.OperatingSystem",
            "IsAndroid IsAndroidVersionAtLeast IsBrowser IsFreeBSD IsFreeBSDVersionAtLeast IsIOS IsIOSVersionAtLeast IsLinux"
            + " IsMacCatalyst IsMacCatalystVersionAtLeast IsMacOS IsMacOSVersionAtLeast IsOSPlatform IsOSPlatformVersionAtLeast"
            + " IsTvOS IsTvOSVersionAtLeast IsWasi IsWatchOS IsWatchOSVersionAtLeast IsWindows IsWindowsVersionAtLeast"),
        (PurityRules.Environment, "System.Runtime.InteropServices.RuntimeInformation",
            "FrameworkDescription IsOSPlatform OSArchitecture OSDescription ProcessArchitecture RuntimeIdentifier"),
        (PurityRules.Culture, "System.Globalization.CultureInfo",
            "CurrentCulture CurrentUICulture DefaultThreadCurrentCulture DefaultThreadCurrentUICulture InstalledUICulture"),
        (PurityRules.Culture, "System.Globalization.RegionInfo", "CurrentRegion"),
        (PurityRules.Culture, "System.Globalization.NumberFormatInfo", "CurrentInfo"),
        (PurityRules.Culture, "System.Globalization.DateTimeFormatInfo", "CurrentInfo"),
        (PurityRules.Culture, "System.StringComparer", "CurrentCulture CurrentCultureIgnoreCase"),
        (PurityRules.Culture, "System.StringComparison", "CurrentCulture CurrentCultureIgnoreCase"),
        (PurityRules.Culture, "System.Threading.Thread", "CurrentCulture CurrentUICulture"),
        (PurityRules.TimeZone, "System.TimeZoneInfo", "Local"),
        (PurityRules.TimeZone, "System.TimeZone", "CurrentTimeZone"),
        (PurityRules.TimeZone, "System.TimeProvider", "LocalTimeZone"),
        (PurityRules.TimeZone, "System.DateTime", "ToLocalTime"),
        (PurityRules.TimeZone, "System.DateTimeOffset", "LocalDateTime ToLocalTime"),
        (PurityRules.Random, "System.Random", "Shared"),
        (PurityRules.Random, "System.Guid", "CreateVersion7 NewGuid"),
        (PurityRules.Random, "System.IO.Path", "GetRandomFileName GetTempFileName"),
        (PurityRules.Random, "System.HashCode", "Combine ToHashCode"),
        (PurityRules.Random, "string", "GetHashCode"),
        (PurityRules.Random, "System.Runtime.CompilerServices.RuntimeHelpers", "GetHashCode"),
        (PurityRules.Random, "System.Security.Cryptography.RandomNumberGenerator",
            "Create Fill GetBytes GetHexString GetInt32 GetItems GetNonZeroBytes GetString Shuffle"),
        (PurityRules.Directory, "System.AppContext", "BaseDirectory"),
        (PurityRules.Directory, "System.AppDomain", "BaseDirectory DynamicDirectory RelativeSearchPath"),
        (PurityRules.Directory, "System.Environment", "ProcessPath"),
        (PurityRules.Directory, "System.Reflection.Assembly", "CodeBase GetEntryAssembly Location"),
        (PurityRules.Directory, "System.Reflection.Module", "FullyQualifiedName"));

    public static DiagnosticDescriptor? Find(ISymbol member) =>
        member.ContainingType is { } type && Members.TryGetValue(Key(type.OriginalDefinition.ToDisplayString(), member.Name), out var rule)
            ? rule
            : null;

    private static Dictionary<string, DiagnosticDescriptor> Table(params (DiagnosticDescriptor Rule, string Type, string Members)[] rows)
    {
        var table = new Dictionary<string, DiagnosticDescriptor>(Ordinal);
        foreach (var (rule, type, members) in rows)
        {
            foreach (var member in members.Split(' '))
            {
                table.Add(Key(type, member), rule);
            }
        }

        return table;
    }

    private static string Key(string type, string member) => $"{type}.{member}";
}
