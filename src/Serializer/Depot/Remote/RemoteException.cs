namespace Imaging.Serializer.Depot.Remote;

/// <summary>A cache server cannot be reached, does not do what it should, or has what it should not.</summary>
/// <param name="message">What it did, as the end of a sentence that begins with the server.</param>
internal sealed class RemoteException(string message) : Exception(message);
