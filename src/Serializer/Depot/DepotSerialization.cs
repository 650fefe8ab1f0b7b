using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Depot;

/// <summary>Takes the image of one package from a depot, or makes it, while nobody else does, and gives it to the depot.</summary>
/// <param name="depot">The depot.</param>
/// <param name="request">The package; the image goes where it says.</param>
/// <param name="key">The package's key.</param>
/// <param name="notices">Gets, while this waits, for whom.</param>
internal sealed class DepotSerialization(ImageDepot depot, SerializeRequest request, string key, IProgress<ImagingDiagnostic>? notices)
{
    private readonly CaptureDiagnostics _diagnostics = new(request.Project);

    /// <summary>What there is to say of the depot, and not of the image.</summary>
    internal IReadOnlyList<ImagingDiagnostic> Diagnostics => _diagnostics.All;

    /// <param name="make">Makes the image.</param>
    /// <param name="cancellation">Ends the waiting for others.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was raised.</exception>
    /// <exception cref="IOException">The image cannot be written to where the request says.</exception>
    internal SerializeResult Run(Func<SerializeResult> make, CancellationToken cancellation)
    {
        if (depot.Take(request, key, _diagnostics) is { } taken)
        {
            return taken;
        }

        (SerializeResult result, DepotEntry? made) = TakeOrMake(make, cancellation);
        if (made is not null)
        {
            depot.PutRemote(request, made, _diagnostics, cancellation);
        }

        return result;
    }

    // Who waits for the lock waits for nothing but the image: it is sent to others afterwards.
    private (SerializeResult Result, DepotEntry? Made) TakeOrMake(Func<SerializeResult> make, CancellationToken cancellation)
    {
        using UnitLock? unit = depot.Lock(request, key, _diagnostics, notices, cancellation);
        if ((depot.Take(request, key, _diagnostics) ?? depot.TakeRemote(request, key, _diagnostics, cancellation)) is { } taken)
        {
            return (taken, null);
        }

        SerializeResult result = make();
        return (result, depot.Put(request, key, result, _diagnostics));
    }
}
