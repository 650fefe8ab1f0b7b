using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Imaging.Serializer.Packages;

/// <summary>
/// Runs what belongs to a package on a thread of its own, with the invariant culture, so that neither the build's culture
/// nor its stack decides what a builder makes.
/// </summary>
internal static class BuilderThread
{
    private const int StackBytes = 16 << 20;

    /// <exception cref="BuilderTimeoutException">It did not end in time. Its thread still runs: nothing can end it but the end of the process.</exception>
    internal static T Run<T>(Func<T> function, TimeSpan? timeout)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;

        // Not the invariant culture itself, which is linked: a culture that was the current one is to be refused.
        CultureInfo culture = CultureInfo.ReadOnly(new CultureInfo(""));
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = function();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "Imaging builder",
            CurrentCulture = culture,
            CurrentUICulture = culture,
        };
        thread.Start();
        if (timeout is null)
        {
            thread.Join();
        }
        else if (!thread.Join(timeout.Value))
        {
            throw new BuilderTimeoutException();
        }

        failure?.Throw();
        return result!;
    }
}
