using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Imaging;

/// <summary>One thread's attempt to give a root its value.</summary>
internal sealed class RootInitialization
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly object _key;
    private readonly Type _declaringType;
    private readonly bool _isOwner;
    private readonly string _captured = "";
    private string _reason = "";

    /// <param name="key">What at most one thread at a time initialises.</param>
    /// <param name="declaringType">A type of the package.</param>
    /// <param name="root">The root's name.</param>
    internal RootInitialization(object key, Type declaringType, string root)
    {
        _key = key;
        _declaringType = declaringType;
        Root = root;
        if (CaptureSession.IsActive)
        {
            _captured = declaringType.Assembly.GetName().Name ?? "";
            CaptureSession.UsesRoot(_captured, root);
        }

        InitializationClaims.Enter(key, out ClaimOutcome claim);
        _isOwner = claim == ClaimOutcome.Owned;
        IsReentry = claim == ClaimOutcome.Reentered;
    }

    /// <summary>This thread is already giving the root its value, further up its stack.</summary>
    internal bool IsReentry { get; }

    internal string Root { get; }

    internal void BuilderBegins()
    {
        if (_isOwner)
        {
            InitializationClaims.BuilderBegins(_key);
        }
    }

    internal void End()
    {
        if (_isOwner)
        {
            InitializationClaims.Exit(_key);
        }

        // Listeners are foreign code, which may read any root: none runs inside a builder of one.
        if (!CaptureSession.IsActive && !InitializationClaims.IsHeldByThisThread)
        {
            EventReporting.Report();
        }
    }

    /// <summary>Restores the root from its package's image.</summary>
    /// <returns><see langword="false"/> where its builder must run.</returns>
    /// <exception cref="ImageRejectedException">The builder must run, and the mode forbids it.</exception>
    internal bool TryRestore(out object? value)
    {
        value = null;
        if (CaptureSession.IsActive)
        {
            return !CaptureSession.IsPackage(_captured) && TryRestore(out value, out _reason);
        }

        if (RuntimeMode.IsOff)
        {
            _reason = "the mode is 'off'";
            return false;
        }

        if (RuntimeMode.Problem is { } problem)
        {
            Reject(problem);
            return false;
        }

        if (TryRestore(out value, out string reason))
        {
            return true;
        }

        Reject(reason);
        return false;
    }

    internal void Reject(string reason)
    {
        _reason = reason;
        if (RuntimeMode.IsRequired && !CaptureSession.IsActive)
        {
            throw new ImageRejectedException(_declaringType.Assembly.GetName().Name ?? "", Root, reason);
        }
    }

    // Apart, as what a method constructs is loaded before it runs.
    internal void ThrowReadByBuilder() => throw new InvalidOperationException($"The builder of the root {Root} reads that root.");

    internal void Decided(bool fromImage)
    {
        if (CaptureSession.IsActive)
        {
            if (!fromImage && !CaptureSession.IsPackage(_captured))
            {
                CaptureSession.BuildsRoot(_captured, Root, _reason);
            }

            return;
        }

        TimeSpan elapsed = TimeSpan.FromTicks((Stopwatch.GetTimestamp() - _started) * TimeSpan.TicksPerSecond / Stopwatch.Frequency);
        DecisionLog.Add(new ImageDecision(_declaringType.Assembly, Root, fromImage, elapsed, fromImage ? null : _reason));
    }

#if NET
    private bool TryRestore(out object? value, out string reason)
    {
        // A builder that runs further up this stack, or one whose thread waits for us, cannot be waited for.
        string? avoided = _isOwner ? null
            : IsReentry ? "the root was read again while it was being restored"
            : "another thread restores the root, and waits for this one or for too long";

        return Restore.RootRestorer.TryRestore(_declaringType.Module, Root, avoided, out value, out reason);
    }
#else
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryRestore(out object? value, out string reason)
    {
        value = null;
        reason = "this target framework has no images: the netstandard2.0 build of Imaging.Runtime always runs the builder";
        return false;
    }
#endif
}
