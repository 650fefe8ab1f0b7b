namespace Imaging.Tasks;

// The output that the build compares times with. Says whether there is an image, so that a deleted one is made again.
internal sealed class ImageMarker(string path, string imagePath)
{
    /// <param name="buildId">The image's build id; <see langword="null"/> where there is no image.</param>
    /// <param name="time">The time that the marker gets.</param>
    public void Write(string? buildId, DateTime time)
    {
        if (buildId is null)
        {
            File.Delete(imagePath);
        }

        string text = buildId is null ? "none\n" : $"image {buildId}\n";
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }

        File.SetLastWriteTimeUtc(path, time);
    }
}
