using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Imaging.Serializer.Tests.Depot;

/// <summary>What a <see cref="CacheServer"/> answers.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">What is sent.</param>
internal sealed record CacheAnswer(int Status, byte[] Body)
{
    /// <summary>The length that is announced, where it is not that of the body.</summary>
    internal int? Announced { get; init; }

    /// <summary>How long the client waits for it.</summary>
    internal TimeSpan Delay { get; init; }

    /// <summary>Whether the connection ends without an answer.</summary>
    internal bool BreaksOff { get; init; }
}

/// <summary>A server of the HTTP cache protocol on the loopback, of files in memory, which can be made to misbehave.</summary>
internal sealed class CacheServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<string> _requests = new();

    internal CacheServer()
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/cache/");
        _ = AcceptAsync();
    }

    internal Uri Address { get; }

    /// <summary>The files by their paths, such as <c>ac/…</c>.</summary>
    internal ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Method and path of each request, in order.</summary>
    internal IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>The last header <c>Authorization</c>.</summary>
    internal string? Authorization { get; private set; }

    /// <summary>What to answer to a method and a path; <see langword="null"/> for what a good server answers.</summary>
    internal Func<string, string, CacheAnswer?>? Fault { get; set; }

    public void Dispose()
    {
        _ending.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_ending.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                NetworkStream stream = client.GetStream();
                string[] head = (await ReadHeadAsync(stream)).Split("\r\n");
                string method = head[0].Split(' ')[0];
                string path = head[0].Split(' ')[1]["/cache/".Length..];
                Authorization = Header(head, "Authorization");
                byte[] content = new byte[int.Parse(Header(head, "Content-Length") ?? "0", CultureInfo.InvariantCulture)];
                await stream.ReadExactlyAsync(content, _ending.Token);
                _requests.Enqueue($"{method} {path}");
                CacheAnswer answer = Fault?.Invoke(method, path) ?? Answer(method, path, content);
                await Task.Delay(answer.Delay, _ending.Token);
                if (!answer.BreaksOff)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer.Status} Status\r\nContent-Length: {answer.Announced ?? answer.Body.Length}\r\nConnection: close\r\n\r\n"), _ending.Token);
                    await stream.WriteAsync(answer.Body, _ending.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }
    }

    private CacheAnswer Answer(string method, string path, byte[] content)
    {
        if (method == "PUT")
        {
            Files[path] = content;
            return new CacheAnswer(200, []);
        }

        return Files.TryGetValue(path, out byte[]? file) ? new CacheAnswer(200, file) : new CacheAnswer(404, []);
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _ending.Token);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static string? Header(string[] head, string name) =>
        head.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
