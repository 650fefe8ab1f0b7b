using System.Globalization;
using System.Text.Json;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Depot;

/// <summary>Who holds a lock, for people who wait for it. The lock itself is the operating system's.</summary>
/// <param name="Project">The project whose image is made.</param>
/// <param name="ProcessId">The process that makes it.</param>
/// <param name="Machine">The machine that the process runs on.</param>
/// <param name="Since">When it began.</param>
internal sealed record LockOwner(string Project, int ProcessId, string Machine, DateTime Since)
{
    private const string Extension = ".owner";

    internal static LockOwner Current(string project) => new(project, Environment.ProcessId, Environment.MachineName, DateTime.UtcNow);

    /// <summary>Reads who holds a lock; <see langword="null"/> where that is not known.</summary>
    internal static LockOwner? Read(string lockPath)
    {
        try
        {
            return JsonSerializer.Deserialize<LockOwner>(File.ReadAllBytes(lockPath + Extension));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void Write(string lockPath) => AtomicFile.Write(lockPath + Extension, stream => JsonSerializer.Serialize(stream, this));

    internal static void Delete(string lockPath) => File.Delete(lockPath + Extension);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {ProcessId} on {Machine}, which makes it for {Project} since {Since:u}");
}
