using System.Text;

namespace Imaging.Serializer.Verifying;

/// <summary>What a process writes to a stream, read as it comes. The stream may outlive the process: its children inherit it.</summary>
internal sealed class WrittenText
{
    private const int BufferLength = 4096;

    private readonly StringBuilder _text = new();
    private readonly Task _reading;

    internal WrittenText(StreamReader stream) => _reading = ReadAsync(stream);

    /// <summary>What has been written by the end of the stream, or until some time from now.</summary>
    internal string Take(TimeSpan atMost)
    {
        _reading.Wait(atMost);
        lock (_text)
        {
            return _text.ToString();
        }
    }

    private async Task ReadAsync(StreamReader stream)
    {
        char[] buffer = new char[BufferLength];
        while (await stream.ReadAsync(buffer).ConfigureAwait(false) is > 0 and int length)
        {
            lock (_text)
            {
                _text.Append(buffer, 0, length);
            }
        }
    }
}
