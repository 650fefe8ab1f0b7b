using System.Text;
using Imaging.Format;

namespace Imaging.Serializer.Writing;

/// <summary>The string section: each string once.</summary>
internal sealed class StringTable
{
    private readonly Dictionary<string, RawString> _strings = [];
    private readonly List<byte> _bytes = [];

    internal RawString Add(string text)
    {
        if (text.Length == 0)
        {
            return default;
        }

        if (!_strings.TryGetValue(text, out RawString raw))
        {
            byte[] encoded = Encoding.UTF8.GetBytes(text);
            raw = new RawString((uint)_bytes.Count, (uint)encoded.Length);
            _bytes.AddRange(encoded);
            _strings.Add(text, raw);
        }

        return raw;
    }

    internal byte[] ToBytes() => _bytes.ToArray();
}
