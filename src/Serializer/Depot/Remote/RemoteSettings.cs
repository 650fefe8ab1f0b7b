using System.Net.Http.Headers;

namespace Imaging.Serializer.Depot.Remote;

/// <summary>A cache server that a team shares images through.</summary>
/// <param name="Address">Where it is, without credentials; <c>ac/</c> and <c>cas/</c> are below.</param>
internal sealed record RemoteSettings(Uri Address)
{
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether nothing is ever put there.</summary>
    internal bool IsReadOnly { get; init; }

    /// <summary>How long the server may take to answer. A transfer gets a second more for each MiB.</summary>
    internal TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>What says to the server who asks; <see langword="null"/> for nobody.</summary>
    internal AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>Whether the credentials were part of the address, which logs show.</summary>
    internal bool HasCredentialsInAddress { get; init; }
}
