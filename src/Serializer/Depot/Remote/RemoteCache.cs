using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace Imaging.Serializer.Depot.Remote;

/// <summary>
/// A server that speaks the HTTP cache protocol of Bazel: results of actions under <c>ac/</c> and the hash of the action,
/// and blobs under <c>cas/</c> and the SHA-256 of their bytes. Nothing that it says is believed.
/// </summary>
internal sealed class RemoteCache : IDisposable
{
    /// <summary>How many bytes a blob may have, whatever the server says of it.</summary>
    internal const long LargestBlob = 4L << 30;

    private const int LargestActionResult = 1 << 20;
    private const double BytesPerSecond = 1 << 20;

    private readonly RemoteSettings _settings;
    private readonly HttpClient _client;

    internal RemoteCache(RemoteSettings settings)
    {
        _settings = settings;
        _client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = settings.Timeout, UseCookies = false })
        {
            BaseAddress = settings.Address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.Authorization = settings.Authorization;
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("imaging-depot");
    }

    /// <summary>Gets the result of an action; <see langword="null"/> where the server has none.</summary>
    /// <exception cref="RemoteException">The server does not do what it should.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal byte[]? GetActionResult(string hash, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        return Get($"ac/{hash}", LargestActionResult, content, cancellation) ? content.ToArray() : null;
    }

    /// <summary>Gets a blob; <see langword="null"/> where the server does not have it.</summary>
    /// <exception cref="RemoteException">The server does not do what it should, or has other bytes under that name.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal byte[]? GetBlob(BlobDigest digest, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        return TryGetBlob(digest, content, cancellation) ? content.ToArray() : null;
    }

    /// <summary>Gets a blob into a stream; false where the server does not have it.</summary>
    /// <exception cref="RemoteException">The server does not do what it should, or has other bytes under that name.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal bool TryGetBlob(BlobDigest digest, Stream to, CancellationToken cancellation)
    {
        using var sha256 = SHA256.Create();
        using var hashing = new CryptoStream(to, sha256, CryptoStreamMode.Write, leaveOpen: true);
        if (!Get($"cas/{digest.Sha256}", digest.Bytes, hashing, cancellation))
        {
            return false;
        }

        hashing.FlushFinalBlock();
        return Convert.ToHexStringLower(sha256.Hash!) == digest.Sha256
            ? true
            : throw new RemoteException($"has other bytes under cas/{digest.Sha256} than that name says");
    }

    /// <summary>Puts the result of an action.</summary>
    /// <exception cref="RemoteException">The server does not take it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal void PutActionResult(string hash, byte[] actionResult, CancellationToken cancellation) =>
        Put($"ac/{hash}", new ByteArrayContent(actionResult), actionResult.Length, cancellation);

    /// <summary>Puts a blob.</summary>
    /// <exception cref="RemoteException">The server does not take it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    internal void PutBlob(BlobDigest digest, Stream content, CancellationToken cancellation) =>
        Put($"cas/{digest.Sha256}", new StreamContent(content), digest.Bytes, cancellation);

    private bool Get(string path, long most, Stream to, CancellationToken cancellation) => Run(async limit =>
    {
        limit.CancelAfter(_settings.Timeout);
        using HttpResponseMessage response = await _client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return false;
        }

        Check(response, "GET", path);
        limit.CancelAfter(TransferTime(most));
        using Stream content = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int read; (read = await content.ReadAsync(buffer, limit.Token).ConfigureAwait(false)) > 0;)
        {
            total += read;
            if (total > most)
            {
                throw new RemoteException(string.Create(CultureInfo.InvariantCulture, $"sends more than {most} bytes for {path}"));
            }

            await to.WriteAsync(buffer.AsMemory(0, read), limit.Token).ConfigureAwait(false);
        }

        return true;
    }, cancellation);

    private void Put(string path, HttpContent content, long bytes, CancellationToken cancellation) => Run(async limit =>
    {
        limit.CancelAfter(TransferTime(bytes));
        using HttpResponseMessage response = await _client.PutAsync(new Uri(path, UriKind.Relative), content, limit.Token).ConfigureAwait(false);
        Check(response, "PUT", path);
        return true;
    }, cancellation);

    private static T Run<T>(Func<CancellationTokenSource, Task<T>> request, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return request(limit).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new RemoteException("takes too long to answer");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new RemoteException($"cannot be reached, or broke off: {Innermost(exception).Message.TrimEnd('.')}");
        }
    }

    private static void Check(HttpResponseMessage response, string method, string path)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new RemoteException(string.Create(CultureInfo.InvariantCulture, $"answers {(int)response.StatusCode} ({response.ReasonPhrase}) to {method} {path}"));
        }
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;

    private TimeSpan TransferTime(long bytes) => _settings.Timeout + TimeSpan.FromSeconds(Math.Min(bytes, LargestBlob) / BytesPerSecond);

    public void Dispose() => _client.Dispose();
}
