using System.Net.Http.Headers;
using System.Text;

namespace Imaging.Serializer.Depot.Remote;

/// <summary>Finds what says to a cache server who asks. No property of a build holds it, because logs of builds show those.</summary>
internal static class RemoteCredentials
{
    internal const string Variable = "IMAGING_DEPOT_REMOTE_AUTHORIZATION";

    /// <summary>Finds the credentials for an address.</summary>
    /// <param name="address">The address as the user wrote it.</param>
    /// <param name="authorization">The value of the header; <see langword="null"/> for none.</param>
    /// <returns>Whether the variable, where it is set, has the form of the header.</returns>
    internal static bool TryFind(Uri address, out AuthenticationHeaderValue? authorization)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } header)
        {
            return AuthenticationHeaderValue.TryParse(header, out authorization);
        }

        authorization = address.UserInfo.Length > 0 ? Basic(Uri.UnescapeDataString(address.UserInfo))
            : NetrcFile.Find(address.Host) is var (login, password) ? Basic($"{login}:{password}")
            : null;
        return true;
    }

    private static AuthenticationHeaderValue Basic(string credentials) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
}
