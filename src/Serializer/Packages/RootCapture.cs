using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Imaging.Serializer.Capture;
using Imaging.Serializer.SideEffects;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Packages;

/// <summary>
/// Runs the builders of a package's roots and captures what they make, each root after those that its builder read: if one
/// of them is refused, so is the root.
/// </summary>
internal sealed class RootCapture(
    SerializeRequest request, PackageContext context, CapturedSession session, IReadOnlyList<DeclaredRoot> declared, GraphCapture graph, ExternalObjects externals, StaticChanges statics, CaptureDiagnostics diagnostics)
{
    /// <summary>What an image says of a root that the user excluded.</summary>
    internal const string Excluded = "ImagingExclude names it";

    private readonly bool[] _begun = new bool[declared.Count];
    private (string Root, RestoredUnit Unit, string Place)? _changed;
    private readonly MemberNames _names = new(request.AssemblyPath);
    private ProcessState? _state;

    /// <summary>The roots, in the order of their declaration.</summary>
    internal IReadOnlyList<CapturedRoot> Roots { get; } =
        [.. declared.Select(static root => new CapturedRoot { Name = root.Name, Builder = $"{root.Builder.DeclaringType}.{root.Builder.Name}" })];

    /// <summary>How long the walks through the graphs took.</summary>
    internal TimeSpan CaptureTime { get; private set; }

    /// <summary>Captures every root, or refuses it.</summary>
    /// <returns><see langword="false"/> where a builder failed.</returns>
    internal bool Run(CancellationToken cancellation)
    {
        for (int root = 0; root < declared.Count; root++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!_begun[root] && !Capture(root, []))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="root">The root.</param>
    /// <param name="inherited">What was read after it while another builder ran, which then ran its builder: it may have read that.</param>
    private bool Capture(int root, IEnumerable<RootUse> inherited)
    {
        _begun[root] = true;
        _state ??= ProcessState.Take(_names);
        CapturedRoot captured = Roots[root];
        if (request.Exclude.Contains(captured.Name))
        {
            captured.Refusal = Excluded;
            return true;
        }

        if (request.NotReproduced.TryGetValue(captured.Name, out string? refused))
        {
            captured.Refusal = refused;
            return true;
        }

        if (!Build(declared[root], captured, out object? value))
        {
            return false;
        }

        RootUse[] uses = [.. session.TakeUses(), .. inherited];
        for (int use = 0; use < uses.Length; use++)
        {
            int other = IndexOf(uses[use]);
            if (other >= 0 && !_begun[other] && !Capture(other, uses[(use + 1)..].Select(later => later with { Reader = $"its builder ran inside that of {captured.Name}, which" })))
            {
                return false;
            }
        }

        graph.Statics.Scan(captured.RestsOn);
        if (captured.Refusal is not null)
        {
            return true;
        }

        CaptureRefusedException? sideEffect = FindSideEffect(captured);
        try
        {
            IReadOnlyCollection<RestoredUnit> linkedTo = session.CheckUses(captured.Name, uses, Roots);
            CheckUnchanged(captured.Name, linkedTo);
            long started = Stopwatch.GetTimestamp();
            captured.Node = graph.Capture(root, captured.Name, value, sideEffect, out IReadOnlyCollection<int> sharedWith, () => SurrogatesCalled(captured));
            CaptureTime += Stopwatch.GetElapsedTime(started);
            captured.SharedWith = sharedWith;
            captured.LinkedTo = linkedTo;
        }
        catch (BuilderTimeoutException)
        {
            diagnostics.Fail(DiagnosticCodes.BuilderTimedOut, $"a surrogate in the graph of {captured.Name} did not end within {Timeout} s (ImagingBuilderTimeout).{StillRunning}");
            return false;
        }
        catch (CaptureRefusedException refusal)
        {
            captured.Refusal = $"{refusal.Code} {refusal.Message}";
            diagnostics.Warn(refusal.Code, $"the root {captured.Name} keeps its builder: {refusal.Message}.{refusal.Detail}");
        }

        return true;
    }

    private string Timeout => $"{request.BuilderTimeout!.Value.TotalSeconds:0.##}";

    private string StillRunning => request.IsSecond || request.RunsInWorker ? "" : " It still runs in this build process: stop it, or end the process with 'dotnet build-server shutdown'.";

    private void RestOnLoaded(CapturedRoot captured)
    {
        Assembly[] loaded = [.. context.Assemblies.Where(static assembly => !assembly.IsDynamic && assembly.GetName().Name != "Imaging.Runtime")];
        captured.RestsOn = [.. loaded.Where(static assembly => !FrameworkDirectory.IsOfFurther(assembly))];
        captured.RestsOnFrameworks = request.Frameworks.Count == 0 ? [] : [.. AssemblyLoadContext.Default.Assemblies.Concat(loaded).Where(FrameworkDirectory.IsOfFurther)];
    }

    // What gives surrogates is what the root rests on, too.
    private void SurrogatesCalled(CapturedRoot captured)
    {
        RestOnLoaded(captured);
        graph.Statics.Scan(captured.RestsOn);
    }

    // What a builder changed is not what a later one will find at run time, so that one is refused too.
    private void CheckUnchanged(string root, IReadOnlyCollection<RestoredUnit> linkedTo)
    {
        _changed ??= externals.FindChange() is { } change ? (root, change.Unit, change.Place) : null;
        if (_changed is { } changed && (changed.Root == root || linkedTo.Any(unit => unit.Assembly == changed.Unit.Assembly)))
        {
            throw new CaptureRefusedException(
                DiagnosticCodes.ChangesDependency,
                $"{(changed.Root == root ? "its builder" : $"it reads a root of {changed.Unit.Package}, of whose objects the builder of {changed.Root}")} changed {changed.Place}, which belongs to {changed.Unit.Package} and would be unchanged in a program that restores both; let builders only read what belongs to other packages");
        }
    }

    private CaptureRefusedException? FindSideEffect(CapturedRoot captured)
    {
        ProcessState before = _state!;
        _state = ProcessState.Take(_names);
        string? change = before.FindChange(_state) is { } setting
            ? $"its builder changed {setting}, which the program would not have when the root is restored"
            : FindStaticChange(captured) is { } field
            ? $"its builder changed the static field {field}, {field.What}: the program would not have that when the root is restored"
            : null;
        return change is null
            ? null
            : new CaptureRefusedException(DiagnosticCodes.SideEffect, $"{change}; let the builder only return its value, and do the rest where the program starts, or keep what it changed in a ConcurrentDictionary or a Lazy if it is a cache");
    }

    private StaticChange? FindStaticChange(CapturedRoot captured)
    {
        try
        {
            return BuilderThread.Run(() => statics.Find(captured.RestsOn), request.BuilderTimeout) is [var change, ..] ? change : null;
        }
        catch (BuilderTimeoutException)
        {
            // Initialisers of the second load wait for something: nothing is known of what the fields held.
            return null;
        }
    }

    private int IndexOf(RootUse use)
    {
        for (int root = 0; root < Roots.Count && !use.IsInput && session.IsPackage(use.Assembly); root++)
        {
            if (Roots[root].Name == use.Name)
            {
                return root;
            }
        }

        return -1;
    }

    private bool Build(DeclaredRoot root, CapturedRoot captured, out object? value)
    {
        long started = Stopwatch.GetTimestamp();
        try
        {
            value = BuilderThread.Run(
                () =>
                {
                    object? built = root.Build();
                    captured.BuilderTime = Stopwatch.GetElapsedTime(started);
                    RestOnLoaded(captured);
                    graph.Statics.ReadThread(captured.RestsOn);
                    return built;
                },
                request.BuilderTimeout,
                request.IsSecond);
            return true;
        }
        catch (BuilderTimeoutException)
        {
            diagnostics.Fail(DiagnosticCodes.BuilderTimedOut, $"the builder of {root.Name} did not end within {Timeout} s (ImagingBuilderTimeout).{StillRunning}");
        }
        catch (Exception exception) when (request.IsSecond || request.IsDependency)
        {
            captured.Refusal = $"its builder threw {new ThrownException(exception)}";
            if (!request.IsSecond)
            {
                diagnostics.Warn(DiagnosticCodes.BuilderThrew, $"the root {root.Name} keeps its builder, which threw {new ThrownException(exception)}");
            }

            value = null;
            return true;
        }
        catch (Exception exception)
        {
            context.CopySymbols();
            var thrown = new ThrownException(exception);
            diagnostics.Fail(DiagnosticCodes.BuilderThrew, $"the builder of {root.Name} threw {thrown}", thrown.PlaceIn(root.Builder.Module.Assembly), exception.ToString());
        }

        value = null;
        return false;
    }
}
