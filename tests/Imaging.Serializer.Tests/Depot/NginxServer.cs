using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Imaging.Serializer.Tests.Depot;

/// <summary>nginx with WebDAV on the loopback: the one that is installed, else the one of Debian's package, unpacked beside its files.</summary>
internal sealed class NginxServer : IDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly Process _process;

    private NginxServer(TemporaryDirectory directory, Process process, Uri address)
    {
        _directory = directory;
        _process = process;
        Address = address;
    }

    internal Uri Address { get; }

    internal string Files => _directory.File("files");

    /// <summary>The path of every request that changed something, as the server logged it.</summary>
    internal string[] Log => File.ReadAllLines(_directory.File("access.log"));

    /// <summary>Starts it; <see langword="null"/> where it is to be had from nowhere, with the reason.</summary>
    internal static async Task<(NginxServer? Server, string? Missing)> StartAsync()
    {
        var directory = new TemporaryDirectory();
        (string? program, string? missing) = await FindAsync(directory);
        if (program is null)
        {
            directory.Dispose();
            return (null, missing);
        }

        int port = FreePort();
        Directory.CreateDirectory(directory.File("files"));
        string configuration = directory.File("nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(directory.Path, port));
        Process process = Process.Start(new ProcessStartInfo(program, ["-p", directory.Path, "-c", configuration, "-e", directory.File("error.log")]))!;
        var server = new NginxServer(directory, process, new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/imaging/"));
        await server.UntilItAnswersAsync(port);
        return (server, null);
    }

    /// <summary>Ends it as a crash would.</summary>
    internal void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        _directory.Dispose();
    }

    private static string Configuration(string directory, int port) => $$"""
        daemon off;
        master_process off;
        pid {{directory}}/nginx.pid;
        error_log {{directory}}/error.log;
        events { }
        http {
          log_format requests '$request_method $status $uri';
          access_log {{directory}}/access.log requests;
          client_max_body_size 0;
          client_body_temp_path {{directory}}/body;
          proxy_temp_path {{directory}}/proxy;
          fastcgi_temp_path {{directory}}/fastcgi;
          uwsgi_temp_path {{directory}}/uwsgi;
          scgi_temp_path {{directory}}/scgi;
          server {
            listen 127.0.0.1:{{port.ToString(CultureInfo.InvariantCulture)}};
            location /imaging/ {
              alias {{directory}}/files/;
              dav_methods PUT;
              create_full_put_path on;
            }
          }
        }
        """;

    private static async Task<(string? Program, string? Missing)> FindAsync(TemporaryDirectory directory)
    {
        if (File.Exists("/usr/sbin/nginx"))
        {
            return ("/usr/sbin/nginx", null);
        }

        if (!File.Exists("/usr/bin/apt-get") || !File.Exists("/usr/bin/dpkg"))
        {
            return (null, "nginx is not installed, and this is no system with Debian's packages");
        }

        // Unpacked and not installed: the machine that tests run on stays as it is, and nothing listens on its ports.
        string script = $"cd '{directory.Path}' && {{ apt-get download -q nginx || {{ apt-get update -q && apt-get download -q nginx; }}; }} && dpkg -x nginx_*.deb unpacked";
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        string program = directory.File("unpacked/usr/sbin/nginx");
        return File.Exists(program) ? (program, null) : (null, $"nginx is not installed, and Debian's package of it is not to be had: {await output}{error}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task UntilItAnswersAsync(int port)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (attempt < 100 && !_process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }
}
