using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Format;
using Imaging.Identity;
using Imaging.Layout;
using Imaging.Restore;
using Imaging.Serializer.Capture;
using Imaging.Serializer.SideEffects;
using Imaging.Serializer.Writing;

namespace Imaging.Serializer.Packages;

/// <summary>Runs the builders of a package in a context of its own, captures what they make, and writes the image.</summary>
internal sealed class PackageCapture(SerializeRequest request, Func<string, AssemblyFacts> factsOf, CancellationToken cancellation)
{
    private readonly CaptureDiagnostics _diagnostics = new(request.Project);
    private IReadOnlyList<CapturedRoot> _roots = [];
    private bool _needsSecondCapture;
    private TimeSpan _captureTime;
    private TimeSpan _writingTime;
    private IReadOnlyDictionary<string, string> _linkedImages = new Dictionary<string, string>();
    private IReadOnlyCollection<string> _restsOn = [];

    internal SerializeResult Run()
    {
        if (LayoutProof.Failure is { } failure || !ClassInitialization.IsKnown)
        {
            _diagnostics.Warn(DiagnosticCodes.HostNotFit, $"no image is made: {LayoutProof.Failure ?? "this runtime does not tell which types are initialised"}. Roots keep their builders.");
            return Result(null);
        }

        var copies = new PrivateCopies();
        WeakReference context = RunInContext(copies, out BuildId? buildId);
        copies.Delete(context);
        return Result(buildId);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference RunInContext(PrivateCopies copies, out BuildId? buildId)
    {
        var context = new PackageContext(request, copies);
        try
        {
            buildId = Capture(context);
        }
        finally
        {
            _restsOn = context.Loaded;
            context.Unload();
        }

        return new WeakReference(context);
    }

    private BuildId? Capture(PackageContext context)
    {
        // Before a builder reads them: what is edited from now on makes the image stale, like an edit after the build.
        InputContent[] inputs = [.. request.Inputs.OrderBy(static input => input.Name, StringComparer.Ordinal).Select(static input => InputContent.Read(input))];
        IReadOnlyList<SurrogateDeclaration> declarations = new SurrogateDeclarations(context, FrameworkDirectory.Contains).Find(request.Closure.Prepend(request.AssemblyPath));
        var surrogates = new SurrogateLookup(Path.GetFileNameWithoutExtension(request.AssemblyPath), declarations, context.LoadFromAssemblyName);
        var externals = new ExternalObjects(type => surrogates.Of(type) is not null);
        DeclaredRoots found;
        Assembly package;
        CapturedSession session;
        try
        {
            package = context.LoadPackage();
            session = new CapturedSession(context.LoadFromAssemblyName(new AssemblyName("Imaging.Runtime")), request, externals);
            found = BuilderThread.Run(() => RootDiscovery.Find(package), request.BuilderTimeout, request.IsSecond);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _diagnostics.Fail(DiagnosticCodes.PackageNotLoaded, $"the package cannot be loaded: {new ThrownException(exception)}. Check that every assembly it needs is referenced, and that its static constructors run without the program around them.");
            return null;
        }

        foreach ((FieldInfo field, string why) in found.Missed)
        {
            _diagnostics.Warn(DiagnosticCodes.RootNotFound, $"the ImageRoot in the field {field.DeclaringType}.{field.Name} keeps its builder, and the image does not know it: {why}.");
        }

        IReadOnlyList<DeclaredRoot> declared = found.Roots;
        if (declared.Count == 0 || !AreDistinct(declared))
        {
            return null;
        }

        foreach (string excluded in request.Exclude.Where(name => !request.IsDependency && declared.All(root => root.Name != name)))
        {
            _diagnostics.Warn(DiagnosticCodes.UnknownExclusion, $"ImagingExclude names {excluded}, which is no root. The roots are: {string.Join(", ", declared.Select(static root => root.Name))}.");
        }

        var initial = new InitialStatics(context, request);
        var globals = new GlobalObjects(package, FrameworkDirectory.Contains, initial.Of, request.Verify);
        ReportUnusable(declarations);
        var types = new TypePolicy(FrameworkDirectory.Contains, surrogates);
        using var calls = new CallThread(request.BuilderTimeout, request.IsSecond);
        using var graph = new GraphCapture(types, globals, externals, new SurrogateCalls(calls.Run), request.Verify);
        var capture = new RootCapture(request, context, session, declared, graph, externals, new StaticChanges(package, initial), _diagnostics);
        _roots = capture.Roots;
        bool isBuilt = capture.Run(cancellation);
        _linkedImages = session.LinkedImages();
        _needsSecondCapture = graph.NeedsSecondCapture;
        _captureTime = capture.CaptureTime;
        if (!isBuilt)
        {
            return null;
        }

        long started = Stopwatch.GetTimestamp();
        BuildId written = WriteImage(package, graph, inputs);
        _writingTime = Stopwatch.GetElapsedTime(started);
        return written;
    }

    // Those of classes that cannot be told have no root to be refused with.
    private void ReportUnusable(IEnumerable<SurrogateDeclaration> declarations)
    {
        foreach (SurrogateDeclaration unusable in declarations.Where(static declaration => declaration is { Target: null, Problem: not null }))
        {
            _diagnostics.Warn(DiagnosticCodes.SurrogateNotUsable, $"{unusable.DeclaredBy} declares a surrogate that cannot be used: {unusable.Problem}.");
        }
    }

    private bool AreDistinct(IReadOnlyList<DeclaredRoot> declared)
    {
        foreach (IGrouping<string, DeclaredRoot> group in declared.GroupBy(static root => root.Name))
        {
            if (group.Count() > 1)
            {
                _diagnostics.Fail(DiagnosticCodes.RootsNotDistinct, $"{group.Count()} roots are called {group.Key}, so they cannot be told apart. Give each a name of its own as the second argument of ImageRoot's constructor.");
                return false;
            }
        }

        return true;
    }

    private BuildId WriteImage(Assembly package, GraphCapture capture, IEnumerable<InputContent> inputs)
    {
        var strings = new StringTable();
        var recipes = new RecipeTable(strings, FrameworkDirectory.Contains);
        var assembler = new ImageAssembler(capture, _roots, strings, recipes, new FrameworkTypeTable(recipes, strings, FrameworkDirectory.Contains));
        var dependencies = new DependencyTable(package, assembler.Linkages, recipes.Assemblies.Concat(_roots.SelectMany(static root => root.RestsOn.Concat(root.RestsOnFrameworks))));
        var roots = new RawRoot[_roots.Count];
        for (int i = 0; i < roots.Length; i++)
        {
            uint[] edges = [.. _roots[i].RestsOn.Concat(_roots[i].RestsOnFrameworks).Select(dependencies.IndexOf).Append(ImageFormat.CoreDependency).Order()];
            uint first = (uint)recipes.Indexes.Count;
            recipes.Indexes.AddRange(edges);
            roots[i] = assembler.ToRaw(i, first, (uint)edges.Length);
        }

        (RawType[] types, RawMethod[] methods) = recipes.Finish(dependencies.IndexOf);
        using var writer = new ImageWriter();
        writer.Set(SectionKind.Dependencies, dependencies.ToTable(strings, FrameworkDirectory.Contains, factsOf));
        writer.Set(SectionKind.Types, types);
        writer.Set(SectionKind.FrameworkTypes, assembler.FrameworkTypes);
        writer.Set(SectionKind.Methods, methods);
        writer.Set(SectionKind.Indexes, recipes.Indexes.ToArray());
        writer.Set(SectionKind.Globals, assembler.Globals);
        writer.Set(SectionKind.Delegates, assembler.Delegates);
        writer.Set(SectionKind.ConstRuns, assembler.ConstRuns);
        writer.Set(SectionKind.MainRuns, assembler.MainRuns);
        writer.Set(SectionKind.Units, assembler.Units);
        writer.Set(SectionKind.Linkages, assembler.LinkageTable);
        writer.Set(SectionKind.Roots, roots);
        writer.Set(SectionKind.Inputs, inputs.Select(input => new RawInput { Name = strings.Add(input.Name), Length = input.Length, Checksum = input.Checksum }).ToArray());
        writer.Set(SectionKind.Knobs, RuntimeKnobs.Recorded.Select(name => new RawKnob { Name = strings.Add(name), Value = strings.Add(RuntimeKnobs.Current(name)) }).ToArray());
        writer.Set(SectionKind.Rebuilds, assembler.Rebuilds);
        writer.Set(SectionKind.RebuildArguments, assembler.RebuildArguments);
        writer.Set(SectionKind.Main, assembler.Main);
        writer.Set(SectionKind.Const, assembler.Const);
        writer.Set(SectionKind.Strings, strings.ToBytes());
        BuildId buildId = default;
        AtomicFile.Write(request.ImagePath, stream => buildId = writer.Write(stream));
        return buildId;
    }

    private SerializeResult Result(BuildId? buildId) => new(
        UpToDate: false,
        ImageWritten: buildId is not null,
        buildId?.ToString(),
        [.. _roots.Select(root => new RootOutcome(root.Name, buildId is not null && root.Refusal is null, root.Bytes, root.BuilderTime, root.Refusal))],
        _diagnostics.All)
    {
        LinkedImages = _linkedImages,
        NeedsSecondCapture = _needsSecondCapture,
        CaptureTime = _captureTime,
        WritingTime = _writingTime,
        RestsOn = _restsOn,
    };
}
