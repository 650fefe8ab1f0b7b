using System.Diagnostics;
using Imaging.Identity;
using Imaging.Serializer.Comparing;
using Imaging.Serializer.Measuring;
using Imaging.Serializer.Packages;

namespace Imaging.Serializer.Verifying;

/// <summary>Captures a package twice, the second time in a perturbed process, and keeps the roots that both made alike.</summary>
internal sealed class VerifiedCapture(SerializeRequest request, ScratchDirectory scratch, Func<string, AssemblyFacts> factsOf, CancellationToken cancellation)
{
    private const string NotReproduced = DiagnosticCodes.NotReproduced + " a second capture gave another value";
    private const int SlowerAtMost = 20;

    private static readonly TimeSpan s_startTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private readonly CaptureDiagnostics _diagnostics = new(request.Project);

    internal SerializeResult Run()
    {
        SerializeRequest first = request with { ImagePath = scratch.File("first.pkgimg") };
        long started = Stopwatch.GetTimestamp();
        var captures = new FirstCapture(scratch, factsOf, cancellation);
        SerializeResult result = captures.Run(first);
        if (!result.ImageWritten)
        {
            return result;
        }

        SerializeRequest second = request with { ImagePath = scratch.File("second.pkgimg") };
        var capture = SecondCapture.Make(second, scratch, Limit(result, Stopwatch.GetElapsedTime(started)), cancellation);
        string? failure = capture.Failure;
        if (capture.Result is not null)
        {
            result = WithoutDifferences(result, capture.Result.BuildId, first, second.ImagePath, captures, out failure);
        }
        else
        {
            result = result.NeedsSecondCapture ? captures.Run(first with { Verify = false }) : result;
        }

        bool isVerified = failure is null;
        if (!isVerified)
        {
            _diagnostics.Warn(DiagnosticCodes.NotVerified, $"the image could not be verified: {failure}. It is used, but nothing has shown that its builders always make the same; let them run in another process too, or set ImagingVerify to false.");
        }

        if (result.ImageWritten)
        {
            ImagePublication.Publish(first.ImagePath, request.ImagePath, isVerified);
            result = isVerified ? WithRestoreTimes(result) : result;
        }

        return result with { Verified = isVerified && result.ImageWritten, Diagnostics = [.. result.Diagnostics, .. _diagnostics.All] };
    }

    private SerializeResult WithRestoreTimes(SerializeResult result)
    {
        string[] roots = [.. result.Roots.Where(static root => root.Captured).Select(static root => root.Root)];
        if (roots.Length == 0)
        {
            return result;
        }

        IReadOnlyDictionary<string, Measurement> measured = TrialRestore.Measure(request, request.ImagePath, roots, scratch, cancellation);
        foreach (string root in roots.Where(root => measured.GetValueOrDefault(root) is { IsRejected: true }))
        {
            _diagnostics.Warn(DiagnosticCodes.NotRestored, $"the image holds the root {root}, and a fresh process did not restore it: {measured[root].Problem}. Programs will run its builder; mend what the reason says, or name the root in ImagingExclude.");
        }

        return result with { Roots = [.. result.Roots.Select(root => measured.TryGetValue(root.Root, out Measurement? time) ? With(root, time) : root)] };
    }

    private static RootOutcome With(RootOutcome root, Measurement measured) => root with
    {
        RestoreTime = measured.Milliseconds is { } time ? TimeSpan.FromMilliseconds(time) : null,
        RestoreProblem = measured.Problem,
    };

    // Captured again without the roots that differ: what others share with them, or read of them, is decided anew.
    private SerializeResult WithoutDifferences(SerializeResult captured, string? secondBuildId, SerializeRequest first, string secondPath, FirstCapture captures, out string? unexplained)
    {
        unexplained = null;
        SerializeResult result = captured;
        var refusals = new Dictionary<string, string>();
        while (result.ImageWritten && result.BuildId != secondBuildId)
        {
            ComparedCaptures compared = new ImageComparison(first, first.ImagePath, secondPath).Run();
            if (compared.Roots.Count == 0)
            {
                unexplained = compared.Unexplained is { } other ? $"a second capture gave other bytes, though not of a root's value: {other}" : null;
                break;
            }

            foreach (RootDifference difference in compared.Roots)
            {
                refusals.Add(difference.Root, NotReproduced);
                _diagnostics.Warn(DiagnosticCodes.NotReproduced, Describe(difference));
            }

            result = captures.Run(first with { NotReproduced = refusals });
        }

        return result with { RestsOn = captured.RestsOn, Roots = [.. result.Roots.Select(root => refusals.ContainsKey(root.Root) ? root with { BuilderTime = captured.Roots.First(built => built.Root == root.Root).BuilderTime } : root)] };
    }

    private static string Describe(RootDifference difference)
    {
        string shared = difference.IsShared ? "it shares objects with another root, and " : "";
        return $"the root {difference.Root} keeps its builder: {shared}a second capture, in a process with another environment, gave another value at {difference.Path}: {difference.First} in the build, {difference.Second} there. The likely cause is {difference.Cause}. Let the builder depend on declared inputs alone, or name the root in ImagingExclude.";
    }

    // What a builder may take, the worker itself watches over; this is for a process that does not even do that.
    private TimeSpan Limit(SerializeResult captured, TimeSpan elapsed)
    {
        double seconds = s_startTime.TotalSeconds
            + (elapsed.TotalSeconds * SlowerAtMost)
            + ((request.BuilderTimeout?.TotalSeconds ?? 0) * captured.Roots.Count);
        return TimeSpan.FromSeconds(Math.Min(seconds, s_longest.TotalSeconds));
    }
}
