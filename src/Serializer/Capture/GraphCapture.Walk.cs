using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Imaging.Format;
using Imaging.Layout;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

internal sealed unsafe partial class GraphCapture
{
    // Of the elements of an array, how far those are looked at that will be captured soon.
    private const int Ahead = 8;

    private void WalkFrom(int number)
    {
        for (; number < Count; number++)
        {
            if (_nodes[number].Data == 0)
            {
                Walk(_objects[number], number, _nodes[number]);
            }
        }
    }

    private void Walk(object value, int number, in CapturedNode node)
    {
        switch (node.Kind)
        {
            case NodeKind.Delegate:
                WalkDelegate((Delegate)value, number);
                break;
            case NodeKind.Main when node.Treatment == NodeTreatment.Surrogate:
                WalkSurrogate(value, number, types[node.Number].Surrogate!);
                break;
            case NodeKind.Main when node.Treatment == NodeTreatment.Constructed:
                WalkConstructed(value, number, types[node.Number]);
                break;
            case NodeKind.Main when node.Treatment == NodeTreatment.Rebuilt && value is Regex regex:
                WalkRegex(regex, number);
                break;
            case NodeKind.Main when node.Treatment == NodeTreatment.Rebuilt:
                WalkBounded((Array)value, number);
                break;
            case NodeKind.Const or NodeKind.Main:
                WalkData(value, number, types[node.Number]);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WalkData(object value, int number, CapturedType type)
    {
        if (!type.HasComponents)
        {
            byte* data = Allocate(number, type.Bytes);
            if (type.Mode == CaptureMode.CopyIfAtRest && ObjectsAtRest.Refusal(value) is { } refusal)
            {
                throw Refuse(number, refusal);
            }

            Unsafe.CopyBlockUnaligned(ref *data, ref MethodTableFacts.FieldsOf(value), (uint)type.Bytes);
            FinishElement(ref MethodTableFacts.FieldsOf(value), data, type, number, 0);
            WalkSpecial(value, number, type);
        }
        else if (value is string text)
        {
            byte* data = Allocate(number, sizeof(int) + ((text.Length + 1L) * sizeof(char)));
            *(int*)data = text.Length;
            text.CopyTo(new Span<char>(data + sizeof(int), text.Length));
        }
        else
        {
            WalkArray((Array)value, number, type);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WalkArray(Array array, int number, CapturedType type)
    {
        long length = array.LongLength;
        byte* data = Allocate(number, sizeof(long) + (length * type.Bytes));
        *(long*)data = length;
        data += sizeof(long);
        NodeTreatment treatment = _nodes[number].Treatment;
        if (treatment == NodeTreatment.Cleared)
        {
            return;
        }

        fixed (byte* elements = &MethodTableFacts.ElementsOf(array))
        {
            Buffer.MemoryCopy(elements, data, length * type.Bytes, length * type.Bytes);
        }

        if (!type.IsPlain || type.Gaps.Length > 0)
        {
            for (long i = 0; i < length; i++)
            {
                Expect(array, type, i + Ahead, length);
                FinishElement(ref Unsafe.AddByteOffset(ref MethodTableFacts.ElementsOf(array), (nint)(i * type.Bytes)), data + (i * type.Bytes), type, number, i);
            }
        }

        if (treatment == NodeTreatment.HashTableEntries)
        {
            HashTableCapture.ClearHashes(array, data, length, type.Bytes);
        }
        else if (treatment == NodeTreatment.WithoutSlack)
        {
            int collection = _nodes[number].Parent;
            types[_nodes[collection].Number].Slack!.Clear(_objects[collection], data, length, type.Bytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Expect(Array array, CapturedType type, long element, long length)
    {
        if (element >= length)
        {
            return;
        }

        foreach (int offset in type.ReferenceOffsets)
        {
            if (Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref MethodTableFacts.ElementsOf(array), (nint)(element * type.Bytes) + offset)) is { } value)
            {
                _objects.Expect(value);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Allocate(int number, long bytes)
    {
        byte* data = _arena.Allocate(bytes);
        _nodes[number].Data = (long)data;
        return data;
    }

    // What was copied of an object or an element, without what lies in its gaps, and with numbers in place of references.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FinishElement(ref byte source, byte* target, CapturedType type, int number, long element)
    {
        foreach ((int start, int end) in type.Gaps)
        {
            new Span<byte>(target + start, end - start).Clear();
        }

        int[] offsets = type.ReferenceOffsets;
        for (int i = 0; i < offsets.Length; i++)
        {
            object? value = Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref source, offsets[i]));
            int place = checked((int)((element * offsets.Length) + i));
            NodeTreatment treatment = type.TreatsFields ? HashTableCapture.TreatmentOf(type, type.Fields.References[i], _objects[number]) : NodeTreatment.None;
            *(ulong*)(target + offsets[i]) = value is null || treatment == NodeTreatment.Rebuilt
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
        Allocate(number, type.Bytes);
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
