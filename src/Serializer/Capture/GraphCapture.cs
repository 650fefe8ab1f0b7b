using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Format;

namespace Imaging.Serializer.Capture;

/// <summary>
/// Walks the graphs of a package's roots, breadth first and in a fixed order, and takes the bytes of every object as it
/// is met: in place of each reference, the number of the node that it refers to, plus one.
/// </summary>
/// <param name="types">What is known of types.</param>
/// <param name="globals">What the process has one of.</param>
/// <param name="externals">What images of dependencies own.</param>
/// <param name="surrogates">Calls surrogates.</param>
/// <param name="hasSecondCapture">Whether a second capture, in another process, is compared with this one.</param>
internal sealed unsafe partial class GraphCapture(TypePolicy types, GlobalObjects globals, ExternalObjects externals, SurrogateCalls surrogates, bool hasSecondCapture) : IDisposable
{
    private readonly NativeArena _arena = new();
    private readonly ObjectNumbers _objects = new();
    private readonly List<CapturedGlobal> _globals = [];
    private readonly List<CapturedDelegate?> _delegates = [];
    private readonly List<ExternalObject> _externals = [];
    private readonly List<Type> _types = [];
    private readonly List<MethodInfo> _methods = [];
    private readonly List<CapturedRebuild> _rebuilds = [];
    private readonly Dictionary<int, IReadOnlyList<int>> _arguments = [];
    private readonly HashSet<int> _sharedWith = [];
    private readonly HashSet<int> _confirmed = [];
    private readonly NodeList _nodes = new();
    private int _root;
    private int _firstNode;
    private string _rootName = "";

    internal int Count => _nodes.Count;

    /// <summary>Whether something was captured that is right only where a second capture, in another process, gives the same.</summary>
    internal bool NeedsSecondCapture { get; private set; }

    internal TypePolicy Types => types;

    internal StaticObjects Statics => globals.Statics;

    internal ref readonly CapturedNode this[int node] => ref _nodes[node];

    internal IReadOnlyList<CapturedGlobal> Globals => _globals;

    internal IReadOnlyList<CapturedDelegate?> Delegates => _delegates;

    internal IReadOnlyList<ExternalObject> Externals => _externals;

    internal IReadOnlyList<Type> TypeObjects => _types;

    internal IReadOnlyList<MethodInfo> MethodObjects => _methods;

    internal IReadOnlyList<CapturedRebuild> Rebuilds => _rebuilds;

    /// <summary>The object of a node, as it is now.</summary>
    internal object ObjectOf(int node) => _objects[node];

    /// <summary>Captures the graph of a root.</summary>
    /// <param name="root">The root's number.</param>
    /// <param name="name">The root's name, where paths begin.</param>
    /// <param name="value">Its value.</param>
    /// <param name="otherRefusal">Why it is refused even if all of it can be captured; <see langword="null"/> for no reason.</param>
    /// <param name="sharedWith">The earlier roots that it shares objects other than strings with.</param>
    /// <param name="surrogatesCalled">Told once if code of surrogates ran: it may have loaded assemblies and initialised static fields.</param>
    /// <returns>The value's node; -1 for null.</returns>
    /// <exception cref="CaptureRefusedException">Something in it cannot be captured. Nothing of it stays.</exception>
    internal int Capture(int root, string name, object? value, CaptureRefusedException? otherRefusal, out IReadOnlyCollection<int> sharedWith, Action? surrogatesCalled = null)
    {
        Extent before = Here();
        _root = root;
        _firstNode = before.Nodes;
        _rootName = name;
        _confirmed.Clear();
        try
        {
            int node = WalkAll(value, before);
            if (surrogatesCalled is not null && _rebuilds.Skip(before.Rebuilds).Any(static rebuild => rebuild.Kind == RebuildKind.Surrogate))
            {
                // They may have initialised static fields, which hold objects that were met.
                Undo(before);
                surrogatesCalled();
                node = WalkAll(value, before);
            }

            OrderRebuilds(before.Nodes, before.Rebuilds);
            if (otherRefusal is not null)
            {
                throw otherRefusal;
            }

            sharedWith = [.. _sharedWith];
            return node;
        }
        catch
        {
            Undo(before);
            throw;
        }
    }

    private int WalkAll(object? value, in Extent before)
    {
        int node;
        while (!TryWalk(value, out node))
        {
            Undo(before);
        }

        return node;
    }

    // Not where static fields lead to objects that are linked from now on, so that what is behind them is no part of the graph.
    private bool TryWalk(object? value, out int node)
    {
        int next = Count;
        node = -1;
        _sharedWith.Clear();
        try
        {
            node = value is null ? -1 : Visit(value, -1, 0, NodeTreatment.None);
            WalkFrom(next);
        }
        catch (CaptureRefusedException)
        {
            if (LinkAliases(mustAll: false))
            {
                return false;
            }

            throw;
        }

        return !LinkAliases(mustAll: true);
    }

    private Extent Here() => new(Count, _globals.Count, _delegates.Count, _externals.Count, _types.Count, _methods.Count, _rebuilds.Count);

    private void Undo(in Extent before)
    {
        for (int i = before.Nodes; i < Count; i++)
        {
            _arguments.Remove(i);
        }

        _objects.Truncate(before.Nodes);
        _nodes.Truncate(before.Nodes);
        Truncate(_globals, before.Globals);
        Truncate(_delegates, before.Delegates);
        Truncate(_externals, before.Externals);
        Truncate(_types, before.Types);
        Truncate(_methods, before.Methods);
        Truncate(_rebuilds, before.Rebuilds);
    }

    public void Dispose()
    {
        _nodes.Dispose();
        _objects.Dispose();
        _arena.Dispose();
    }

    /// <summary>How much is captured.</summary>
    private readonly record struct Extent(int Nodes, int Globals, int Delegates, int Externals, int Types, int Methods, int Rebuilds);

    private static void Truncate<T>(List<T> list, int count) => list.RemoveRange(count, list.Count - count);

    // Optimised at once: a graph is over before tiered compilation looks at it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Visit(object value, int parent, int place, NodeTreatment treatment)
    {
        int number = _objects.FindOrAdd(value, out bool isNew);
        if (!isNew)
        {
            if (number < _firstNode)
            {
                ShareWithEarlier(value, number, parent, place);
            }

            return number;
        }

        ref CapturedNode added = ref _nodes.Add(new CapturedNode { Root = _root, Parent = parent, ParentPlace = place, Treatment = treatment, SurrogateDepth = DepthBelow(parent) });
        if (externals.OwnerOf(value) is { } owner)
        {
            added.Kind = NodeKind.External;
            added.Number = _externals.Count;
            _externals.Add(owner);
            return number;
        }

        if (value is string text)
        {
            VisitString(text, number);
            return number;
        }

        CapturedType type = types.OfObject(value);
        if (type.Mode is CaptureMode.Type or CaptureMode.Method)
        {
            VisitMember(value, number);
            return number;
        }

        if (!globals.IsNone(value, type) && FindGlobal(value, number, type) is { } global)
        {
            AddGlobal(ref added, global);
            return number;
        }

        if (type.IsPlain)
        {
            // At once: it has just been looked at, and leads nowhere.
            added.Kind = NodeKind.Const;
            added.Number = type.Number;
            WalkData(value, number, type);
            return number;
        }

        switch (type.Mode)
        {
            case CaptureMode.Refused:
                throw Refuse(number, type.Refusal!);
            case CaptureMode.Delegate:
                added.Kind = NodeKind.Delegate;
                added.Number = _delegates.Count;
                _delegates.Add(null);
                break;
            case CaptureMode.Surrogate:
                added.Kind = NodeKind.Main;
                added.Treatment = NodeTreatment.Surrogate;
                added.Number = type.Number;
                break;
            case CaptureMode.Construct:
            case CaptureMode.CopyOrConstruct when !StableCollections.IsStable(value):
                added.Kind = NodeKind.Main;
                added.Treatment = NodeTreatment.Constructed;
                added.Number = type.Number;
                break;
            case CaptureMode.Regex or CaptureMode.Bounded:
                added.Kind = NodeKind.Main;
                added.Treatment = NodeTreatment.Rebuilt;
                added.Number = type.Number;
                break;
            default:
                added.Kind = type.Fields.References.Length == 0 ? NodeKind.Const : NodeKind.Main;
                added.Number = type.Number;
                break;
        }

        return number;
    }

    private void ShareWithEarlier(object value, int number, int parent, int place)
    {
        ref readonly CapturedNode node = ref _nodes[number];
        if (node.Kind is NodeKind.Const or NodeKind.Main or NodeKind.Delegate && value is not string)
        {
            _sharedWith.Add(node.Root);
        }
        else if (node.Kind == NodeKind.Global && _confirmed.Add(number) && !globals.IsUnchanged(value, _globals[node.Number]))
        {
            throw RefuseChanged(_globals[node.Number], parent, place);
        }
    }

    // An earlier root refers to it, as it was before the builder of this one changed it.
    private CaptureRefusedException RefuseChanged(CapturedGlobal global, int parent, int place) => new(
        DiagnosticCodes.AlsoStatic,
        $"at {(parent < 0 ? _rootName : PathOf(parent) + Step(parent, place))}: the static field {global.Type}.{global.Member!.Name} holds or leads to it, and the builder changed it; at run time it will be as the field's initialiser makes it; make a new object for the root, or make the field a root");

    private void VisitString(string text, int number)
    {
        CapturedGlobal? global =
            text.Length == 0 ? CapturedGlobal.Of(GlobalAccessor.EmptyString)
            : ReferenceEquals(string.IsInterned(text), text) && IsWellFormed(text) ? CapturedGlobal.Interned(text)
            : null;
        ref CapturedNode node = ref _nodes[number];
        if (global is not null)
        {
            AddGlobal(ref node, global);
            return;
        }

        CapturedType type = types.OfObject(text);
        node.Kind = NodeKind.Const;
        node.Number = type.Number;
        WalkData(text, number, type);
    }

    // The image's own strings are UTF-8, which has no halves of surrogate pairs.
    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void VisitMember(object value, int number)
    {
        ref CapturedNode node = ref _nodes[number];
        if (value is Type type && !type.IsPointer && !type.IsByRef && !type.IsGenericParameter && !type.IsFunctionPointer
            && (!type.ContainsGenericParameters || type.IsGenericTypeDefinition))
        {
            node.Kind = NodeKind.Type;
            node.Number = _types.Count;
            _types.Add(type);
            return;
        }

        // One that was asked of a derived type is another object, and is not equal.
        if (value is MethodInfo { DeclaringType: { } declaring } method && method.ReflectedType == declaring && method.Module.Assembly.IsDynamic is false && HasRecipe(method))
        {
            node.Kind = NodeKind.Method;
            node.Number = _methods.Count;
            _methods.Add(method);
            return;
        }

        if (value is MethodInfo inherited && NamedObjects.OfMember(inherited) is { } global)
        {
            AddGlobal(ref node, global);
            return;
        }

        throw Refuse(number, new CaptureRefusal(DiagnosticCodes.TypeNotProven, $"{value} cannot be named in an image; keep a type or a method in the root"));
    }

    private static bool HasRecipe(MethodInfo method) =>
        method.IsGenericMethodDefinition || !method.IsGenericMethod || !method.GetGenericArguments().Any(static argument => argument.ContainsGenericParameters);

    private void AddGlobal(ref CapturedNode node, CapturedGlobal global)
    {
        node.Kind = NodeKind.Global;
        node.Number = _globals.Count;
        _globals.Add(global);
        NeedsSecondCapture |= global.NeedsSecondCapture;
    }

    private CapturedGlobal? FindGlobal(object value, int number, CapturedType type)
    {
        try
        {
            return globals.Find(value, type, isRoot: _nodes[number].Parent < 0);
        }
        catch (CaptureRefusedException) when (type.Surrogate is not null && surrogates.GivesBack(value, type.Surrogate))
        {
            // The program, too, looks up the one that it has.
            return null;
        }
        catch (CaptureRefusedException exception)
        {
            throw Refuse(number, new CaptureRefusal(exception.Code, exception.Message + OrLookUp(type.Surrogate)));
        }
    }

    private CaptureRefusedException Refuse(int node, CaptureRefusal refusal) =>
        new(refusal.Code, $"at {PathOf(node)}: {refusal.Text}");
}
