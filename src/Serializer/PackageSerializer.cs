namespace Imaging.Serializer;

/// <summary>Serializes one package into an image.</summary>
public static class PackageSerializer
{
    /// <summary>Makes the image of a package, or finds that the one in place is up to date.</summary>
    public static SerializeResult Serialize(SerializeRequest request, CancellationToken cancellation) => throw new NotImplementedException();
}
