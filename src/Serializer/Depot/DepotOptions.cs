using System.Globalization;
using System.Net.Http.Headers;
using Imaging.Serializer.Depot.Remote;

namespace Imaging.Serializer.Depot;

/// <summary>The settings of a depot as users write them: properties of a project, or variables of the environment.</summary>
internal sealed record DepotOptions
{
    internal const string Off = "off";
    internal const long DefaultSizeLimit = 5L << 30;

    private const string FallbackPathsVariable = "IMAGING_DEPOT_FALLBACK_PATHS";
    private const string SizeLimitVariable = "IMAGING_DEPOT_SIZE_LIMIT";
    private const string RemoteVariable = "IMAGING_DEPOT_REMOTE";
    private const string RemoteAccessVariable = "IMAGING_DEPOT_REMOTE_ACCESS";
    private const string RemoteTimeoutVariable = "IMAGING_DEPOT_REMOTE_TIMEOUT";

    /// <summary>Absolute path; empty for <see cref="DepotLocation.Default"/>; <see cref="Off"/> for no depot.</summary>
    internal string? Path { get; init; }

    /// <summary>Absolute paths, separated by semicolons.</summary>
    internal string? FallbackPaths { get; init; }

    /// <summary>A <see cref="ByteSize"/>.</summary>
    internal string? SizeLimit { get; init; }

    /// <summary>The address of the server that a team shares images through; empty for none.</summary>
    internal string? Remote { get; init; }

    /// <summary><c>readwrite</c> or <c>read</c>; empty for the former.</summary>
    internal string? RemoteAccess { get; init; }

    /// <summary>How many seconds the server may take to answer.</summary>
    internal string? RemoteTimeout { get; init; }

    /// <summary>What the variables of this process say.</summary>
    internal static DepotOptions FromEnvironment() => new()
    {
        Path = FullPath(Environment.GetEnvironmentVariable("IMAGING_DEPOT_PATH")),
        FallbackPaths = Environment.GetEnvironmentVariable(FallbackPathsVariable),
        SizeLimit = Environment.GetEnvironmentVariable(SizeLimitVariable),
        Remote = Environment.GetEnvironmentVariable(RemoteVariable),
        RemoteAccess = Environment.GetEnvironmentVariable(RemoteAccessVariable),
        RemoteTimeout = Environment.GetEnvironmentVariable(RemoteTimeoutVariable),
    };

    /// <summary>Reads the settings.</summary>
    /// <param name="settings">The depot; <see langword="null"/> for none.</param>
    /// <param name="faults">What makes no sense, a sentence each.</param>
    /// <returns>Whether all of it makes sense.</returns>
    internal bool TryRead(out DepotSettings? settings, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        faults = found;
        long limit = DefaultSizeLimit;
        if (!string.IsNullOrWhiteSpace(SizeLimit) && !ByteSize.TryParse(SizeLimit, out limit))
        {
            found.Add($"{Setting("ImagingDepotSizeLimit", SizeLimitVariable, SizeLimit)} is '{SizeLimit}'; write a number of bytes, or one with a unit (500MB, 5GB), greater than zero.");
        }

        string[] fallbacks = (FallbackPaths ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        found.AddRange(fallbacks.Where(static fallback => !System.IO.Path.IsPathFullyQualified(fallback)).Select(fallback => $"{Setting("ImagingDepotFallbackPaths", FallbackPathsVariable, FallbackPaths)} has '{fallback}'; write absolute paths, separated by semicolons."));

        RemoteSettings? remote = string.IsNullOrWhiteSpace(Remote) ? null : ReadRemote(found);
        string? path = string.IsNullOrWhiteSpace(Path) ? DepotLocation.Default : Path;
        settings = path is null || IsOff(path) ? null : new DepotSettings
        {
            Path = path,
            FallbackPaths = fallbacks,
            SizeLimit = limit,
            Remote = remote,
        };
        return found.Count == 0;
    }

    private RemoteSettings? ReadRemote(List<string> faults)
    {
        bool isReadOnly = string.Equals(RemoteAccess, "read", StringComparison.OrdinalIgnoreCase);
        if (!isReadOnly && !string.IsNullOrWhiteSpace(RemoteAccess) && !string.Equals(RemoteAccess, "readwrite", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"{Setting("ImagingDepotRemoteAccess", RemoteAccessVariable, RemoteAccess)} is '{RemoteAccess}'; it may be 'readwrite' or 'read'.");
        }

        double seconds = RemoteSettings.DefaultTimeout.TotalSeconds;
        if (!string.IsNullOrWhiteSpace(RemoteTimeout) && (!double.TryParse(RemoteTimeout, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds) || seconds is <= 0 or > 3600))
        {
            faults.Add($"{Setting("ImagingDepotRemoteTimeout", RemoteTimeoutVariable, RemoteTimeout)} is '{RemoteTimeout}'; write seconds, greater than zero and at most 3600.");
            return null;
        }

        // What may hold a password is not repeated.
        if (!Uri.TryCreate(Remote!.Trim().TrimEnd('/') + '/', UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            faults.Add($"{Setting("ImagingDepotRemote", RemoteVariable, Remote)} is no address of a server; write one such as https://cache.example.com/imaging, without a query.");
            return null;
        }

        if (!RemoteCredentials.TryFind(address, out AuthenticationHeaderValue? authorization))
        {
            faults.Add($"{RemoteCredentials.Variable} is no value of an Authorization header; write one such as 'Bearer TOKEN'.");
        }

        return new RemoteSettings(new UriBuilder(address) { UserName = "", Password = "" }.Uri)
        {
            IsReadOnly = isReadOnly,
            Timeout = TimeSpan.FromSeconds(seconds),
            Authorization = authorization,
            HasCredentialsInAddress = address.UserInfo.Length > 0,
        };
    }

    // A build hands on as properties what variables say.
    private static string Setting(string property, string variable, string? value) =>
        Environment.GetEnvironmentVariable(variable) == value ? variable : property;

    private static bool IsOff(string path) => string.Equals(path, Off, StringComparison.OrdinalIgnoreCase);

    private static string? FullPath(string? path) => string.IsNullOrWhiteSpace(path) || IsOff(path) ? path : System.IO.Path.GetFullPath(path);
}
