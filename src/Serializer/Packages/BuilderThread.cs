using System.Globalization;
using System.Runtime.ExceptionServices;
using Imaging.Serializer.Verifying;

namespace Imaging.Serializer.Packages;

/// <summary>
/// Runs what belongs to a package on a thread of its own, with the invariant culture, so that neither the build's culture
/// nor its stack decides what a builder makes.
/// </summary>
internal static class BuilderThread
{
    private const int StackBytes = 16 << 20;

    [ThreadStatic]
    private static bool s_isBuilder;

    /// <summary>Whether the caller runs on such a thread.</summary>
    internal static bool IsCurrent => s_isBuilder;

    /// <exception cref="BuilderTimeoutException">It did not end in time. Its thread still runs: nothing can end it but the end of the process.</exception>
    /// <param name="function">What to run.</param>
    /// <param name="timeout">How long it may take; <see langword="null"/> for no limit.</param>
    /// <param name="perturbed">For a second capture, which has to differ in all that a builder should not depend on.</param>
    internal static T Run<T>(Func<T> function, TimeSpan? timeout, bool perturbed = false)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        Thread thread = Start(
            () =>
            {
                s_isBuilder = true;
                try
                {
                    result = function();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            perturbed);
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

    /// <summary>Starts such a thread.</summary>
    /// <param name="body">What it runs, which throws nothing.</param>
    /// <param name="perturbed">For a second capture.</param>
    internal static Thread Start(Action body, bool perturbed)
    {
        // Not the invariant culture itself, which is linked: a culture that was the current one is to be refused.
        CultureInfo culture = perturbed ? Perturbation.CreateCulture() : CultureInfo.ReadOnly(new CultureInfo(""));
        var thread = new Thread(
            () =>
            {
                if (perturbed)
                {
                    Perturbation.PrepareThread();
                }

                body();
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "Imaging builder",
            CurrentCulture = culture,
            CurrentUICulture = culture,
        };
        thread.Start();
        return thread;
    }
}
