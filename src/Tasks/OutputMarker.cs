using System.Text;
using Imaging.Serializer.Writing;

namespace Imaging.Tasks;

// What the build compares times with, in place of an output that is not written while its content stays the same.
// Says whether there is that output, so that a deleted one is made again.
internal sealed class OutputMarker(string path, string outputPath)
{
    /// <param name="output">What there is; <see langword="null"/> where there is no output.</param>
    /// <param name="time">The time that the marker gets.</param>
    /// <param name="others">Names of further outputs, each of which has to be there.</param>
    public void Write(string? output, DateTime time, IEnumerable<string>? others = null)
    {
        if (output is null)
        {
            File.Delete(outputPath);
        }

        // A list as MSBuild writes lists.
        string text = string.Join(';', [output ?? "none", .. others ?? []]) + "\n";
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }

        File.SetLastWriteTimeUtc(path, time);
    }
}
