using Build.Bazel.Remote.Execution.V2;
using Google.Protobuf;

namespace Imaging.Serializer.Depot.Remote;

/// <summary>Files by their paths, as the <c>ActionResult</c> that a cache server expects under <c>/ac/</c>.</summary>
internal static class ActionResults
{
    internal static byte[] Encode(params ReadOnlySpan<(string Path, BlobDigest Digest)> files)
    {
        var result = new ActionResult();
        foreach ((string path, BlobDigest digest) in files)
        {
            result.OutputFiles.Add(new OutputFile { Path = path, Digest = new Digest { Hash = digest.Sha256, SizeBytes = digest.Bytes } });
        }

        return result.ToByteArray();
    }

    /// <summary>Finds a file; <see langword="null"/> where the bytes are no <c>ActionResult</c> of success with that file.</summary>
    /// <param name="actionResult">The bytes.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="most">How many bytes the file may have.</param>
    internal static BlobDigest? Find(byte[] actionResult, string path, long most)
    {
        try
        {
            ActionResult result = ActionResult.Parser.ParseFrom(actionResult);
            Digest? digest = result.ExitCode == 0 ? result.OutputFiles.FirstOrDefault(file => file.Path == path)?.Digest : null;
            return digest is not null && BlobDigest.IsHash(digest.Hash) && digest.SizeBytes >= 0 && digest.SizeBytes <= most ? new BlobDigest(digest.Hash, digest.SizeBytes) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
