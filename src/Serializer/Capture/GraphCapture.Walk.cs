using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Imaging.Format;
using Imaging.Layout;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

internal sealed unsafe partial class GraphCapture
{
    private void Walk(int number)
    {
        CapturedNode node = _nodes[number];
        object value = _objects[number];
        switch (node.Kind)
        {
            case NodeKind.Delegate:
                WalkDelegate((Delegate)value, number);
                break;
            case NodeKind.Main when value is Regex regex && node.Treatment == NodeTreatment.Rebuilt:
                WalkRegex(regex, number);
                break;
            case NodeKind.Main when node.Treatment == NodeTreatment.Surrogate:
                WalkSurrogate(value, number, types[node.Number].Surrogate!);
                break;
            case NodeKind.Main when node.Treatment == NodeTreatment.Rebuilt:
                WalkBounded((Array)value, number);
                break;
            case NodeKind.Main when node.Treatment == NodeTreatment.Constructed:
                WalkConstructed(value, number, types[node.Number]);
                break;
            case NodeKind.Const or NodeKind.Main:
                WalkData(value, number, types[node.Number]);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WalkData(object value, int number, CapturedType type)
    {
        MethodTableFacts facts = type.Facts;
        if (!facts.HasComponents)
        {
            byte* data = Allocate(number, facts.FieldBytes);
            if (type.Mode == CaptureMode.CopyIfAtRest && ObjectsAtRest.Refusal(value) is { } refusal)
            {
                throw Refuse(number, refusal);
            }

            CopyElement(ref MethodTableFacts.FieldsOf(value), data, type, number, 0);
            WalkSpecial(value, number, type);
            return;
        }

        if (value is string text)
        {
            byte* data = Allocate(number, sizeof(int) + (((long)text.Length + 1) * sizeof(char)));
            *(int*)data = text.Length;
            text.CopyTo(new Span<char>(data + sizeof(int), text.Length));
            return;
        }

        WalkArray((Array)value, number, type);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WalkArray(Array array, int number, CapturedType type)
    {
        long length = array.LongLength;
        int size = (int)type.Facts.ComponentSize;
        byte* data = Allocate(number, sizeof(long) + (length * size));
        *(long*)data = length;
        data += sizeof(long);
        NodeTreatment treatment = _nodes[number].Treatment;
        if (treatment == NodeTreatment.Cleared)
        {
            return;
        }

        bool isSolid = type.Fields.References.Length == 0 && type.Fields.NativeNumbers.Length == 0
            && type.Fields.Data is [{ Start: 0, End: var end }] && end == size;
        if (isSolid)
        {
            Buffer.MemoryCopy(Unsafe.AsPointer(ref MethodTableFacts.ElementsOf(array)), data, length * size, length * size);
        }
        else
        {
            for (long i = 0; i < length; i++)
            {
                CopyElement(ref Unsafe.AddByteOffset(ref MethodTableFacts.ElementsOf(array), (nint)(i * size)), data + (i * size), type, number, i);
            }
        }

        if (treatment == NodeTreatment.HashTableEntries)
        {
            HashTableCapture.ClearHashes(array, data, length, size);
        }
        else if (treatment == NodeTreatment.WithoutSlack)
        {
            int collection = _nodes[number].Parent;
            types[_nodes[collection].Number].Slack!.Clear(_objects[collection], data, length, size);
        }
    }

    private byte* Allocate(int number, long bytes)
    {
        byte* data = _arena.Allocate(bytes);
        _nodes[number].Data = (long)data;
        _nodes[number].DataLength = bytes;
        return data;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyElement(ref byte source, byte* target, CapturedType type, int number, long element)
    {
        foreach ((int start, int end) in type.Fields.Data)
        {
            Unsafe.CopyBlockUnaligned(ref target[start], ref Unsafe.AddByteOffset(ref source, start), (uint)(end - start));
        }

        FieldReference[] references = type.Fields.References;
        for (int i = 0; i < references.Length; i++)
        {
            FieldReference reference = references[i];
            object? value = Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref source, reference.Offset));
            int place = checked((int)((element * references.Length) + i));
            NodeTreatment treatment = HashTableCapture.TreatmentOf(type, reference, _objects[number]);
            *(ulong*)(target + reference.Offset) = value is null || treatment == NodeTreatment.Rebuilt
                ? 0
                : (ulong)Visit(value, number, place, treatment) + 1;
        }

        foreach (NativeNumber native in type.Fields.NativeNumbers)
        {
            if (*(nint*)(target + native.Offset) == 0)
            {
                continue;
            }

            if (!native.MayBeNumber || !hasSecondCapture)
            {
                throw new CaptureRefusedException(
                    DiagnosticCodes.NativeState,
                    $"at {PathOf(number)}{(type.Type.IsArray ? $"[{element}]" : "")}{FieldPath.Behind("", native.Path)}: {(native.MayBeNumber
                        ? "a number of native size may be an address or a handle, which only a second capture tells apart; use long, or set ImagingVerify to true"
                        : "a pointer or a handle means nothing in another process; keep what it stands for in the root, and make it when it is needed")}");
            }

            NeedsSecondCapture = true;
        }
    }

    private void WalkSpecial(object value, int number, CapturedType type)
    {
        switch (type.Mode)
        {
            case CaptureMode.HashTable when !type.HashTable!.IsStable(value):
                _rebuilds.Add(new CapturedRebuild(RebuildKind.HashTable, number, [], []));
                break;
            case CaptureMode.Lookup:
                _rebuilds.Add(new CapturedRebuild(RebuildKind.Lookup, number, [], []));
                break;
            case CaptureMode.LookupGrouping:
                HashTableCapture.ClearGrouping(type, (byte*)_nodes[number].Data);
                break;
        }
    }

    private void WalkDelegate(Delegate value, int number)
    {
        Delegate[] parts = value.GetInvocationList();
        var calls = new CapturedCall[parts.Length];
        for (int i = 0; i < calls.Length; i++)
        {
            calls[i] = Call(parts[i], number, i);
        }

        _delegates[_nodes[number].Number] = new CapturedDelegate(value.GetType(), calls);
    }

    private CapturedCall Call(Delegate value, int number, int place)
    {
        MethodInfo method = value.Method;
        object? target = value.Target;
        string? problem =
            method.DeclaringType is null || method.Module.Assembly.IsDynamic ? "its method was made at run time"
            : target is Delegate ? "its target is a delegate"
            : !IsRebuilt(value, method, target) ? "one made again calls other code"
            : null;
        if (problem is not null)
        {
            throw Refuse(number, new CaptureRefusal(
                DiagnosticCodes.DelegateNotRebuildable,
                $"the delegate {value.GetType()} of {(method.DeclaringType is null ? "" : method.DeclaringType + ".")}{method.Name} cannot be made again: {problem}; keep data in the root, and the delegate in a static field of its own"));
        }

        return new CapturedCall(method, target is null ? -1 : Visit(target, number, place, NodeTreatment.None));
    }

    // A delegate of base.M cannot be made with reflection: what comes out calls the override.
    private static bool IsRebuilt(Delegate value, MethodInfo method, object? target) =>
        Delegate.CreateDelegate(value.GetType(), target, method, throwOnBindFailure: false) is { } rebuilt
        && rebuilt.Method.MethodHandle == method.MethodHandle
        && ReferenceEquals(rebuilt.Target, target);

    private void WalkRegex(Regex regex, int number)
    {
        int pattern = Visit(regex.ToString(), number, 0, NodeTreatment.None);
        _rebuilds.Add(new CapturedRebuild(RebuildKind.Regex, number, [pattern], [(long)regex.Options, regex.MatchTimeout.Ticks]));
    }

    private void WalkBounded(Array array, int number)
    {
        var elements = Array.CreateInstance(array.GetType().GetElementType()!, array.LongLength);
        ArrayConstruction.Copy(array, elements);
        int node = Visit(elements, number, 0, NodeTreatment.None);
        _arguments[number] = [node];
        _rebuilds.Add(new CapturedRebuild(
            RebuildKind.Array, number, [node], [.. Enumerable.Range(0, array.Rank).SelectMany(dimension => new long[] { array.GetLength(dimension), array.GetLowerBound(dimension) })]));
    }

    private void WalkConstructed(object value, int number, CapturedType type)
    {
        Allocate(number, type.Facts.FieldBytes);
        ConstructionArguments made;
        try
        {
            made = CanonicalOrder.Of(value, Constructions.Of(value));
        }
        catch (CaptureRefusedException exception)
        {
            throw Refuse(number, new CaptureRefusal(exception.Code, exception.Message));
        }

        object?[] parts = [made.Comparer, made.ValueComparer, made.Keys, made.Values];
        int[] arguments = [.. parts.Select((part, place) => part is null ? -1 : Visit(part, number, place, NodeTreatment.None))];
        _arguments[number] = arguments;
        _rebuilds.Add(new CapturedRebuild(RebuildKind.Constructed, number, arguments, []));
    }
}
