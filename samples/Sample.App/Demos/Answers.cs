using System.Globalization;
using System.Text;

namespace Sample.App.Demos;

/// <summary>Computed answers: some to read, and a checksum over all.</summary>
internal sealed class Answers
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly StringBuilder _text = new();
    private ulong _checksum = OffsetBasis;

    /// <summary>Adds an answer to the checksum and to the line.</summary>
    public void Show(string answer)
    {
        Add(answer);
        _text.Append(answer).Append("; ");
    }

    /// <summary>Adds an answer to the checksum.</summary>
    public void Add(string answer)
    {
        foreach (char character in answer)
        {
            Add(character);
        }

        Add(answer.Length);
    }

    /// <inheritdoc cref="Add(string)"/>
    public void Add(long answer) => _checksum = unchecked((_checksum ^ (ulong)answer) * Prime);

    public override string ToString() => _text.Append("checksum ").Append(_checksum.ToString("x16", CultureInfo.InvariantCulture)).ToString();
}
