using System.Collections.Concurrent;

namespace Imaging.Serializer.Packages;

/// <summary>A thread like that of a builder, for many short calls into a package.</summary>
/// <param name="timeout">How long a call may take; <see langword="null"/> for no limit.</param>
/// <param name="perturbed">For a second capture.</param>
internal sealed class CallThread(TimeSpan? timeout, bool perturbed) : IDisposable
{
    private readonly BlockingCollection<Action> _calls = [];
    private Thread? _thread;

    /// <exception cref="BuilderTimeoutException">The call did not end in time. It still runs.</exception>
    internal T Run<T>(Func<T> call)
    {
        _thread ??= BuilderThread.Start(RunCalls, perturbed);
        var called = new TaskCompletionSource<T>();
        _calls.Add(() =>
        {
            try
            {
                called.SetResult(call());
            }
            catch (Exception exception)
            {
                called.SetException(exception);
            }
        });
        return timeout is null || ((IAsyncResult)called.Task).AsyncWaitHandle.WaitOne(timeout.Value)
            ? called.Task.GetAwaiter().GetResult()
            : throw new BuilderTimeoutException();
    }

    public void Dispose() => _calls.CompleteAdding();

    private void RunCalls()
    {
        foreach (Action call in _calls.GetConsumingEnumerable())
        {
            call();
        }
    }
}
