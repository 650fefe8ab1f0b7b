using Imaging.Format;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

internal sealed unsafe partial class ImageAssembler
{
    private void PlaceOthers(IEnumerable<int> nodes)
    {
        foreach (int node in nodes)
        {
            ref readonly CapturedNode captured = ref _capture[node];
            switch (captured.Kind)
            {
                case NodeKind.Global:
                    _words[node] = ReferenceWord.Encode(ReferenceTag.Global, (ulong)_globals.Count);
                    _globals.Add(ToRaw(_capture.Globals[captured.Number]));
                    break;
                case NodeKind.Type:
                    _words[node] = ReferenceWord.Encode(ReferenceTag.Type, _recipes.Add(_capture.TypeObjects[captured.Number]));
                    break;
                case NodeKind.Method:
                    _words[node] = ReferenceWord.Encode(ReferenceTag.Method, _recipes.Add(_capture.MethodObjects[captured.Number]));
                    break;
                case NodeKind.Delegate:
                    _delegateNodes.Add(node);
                    break;
            }
        }

        // A unit's delegates stand together.
        _delegateNodes.Sort((left, right) => (_units[_capture[left].Root], left).CompareTo((_units[_capture[right].Root], right)));
        ulong next = 0;
        foreach (int node in _delegateNodes)
        {
            // One that calls several methods stands behind its parts.
            int calls = _capture.Delegates[_capture[node].Number]!.Calls.Count;
            next += calls > 1 ? (ulong)calls : 0;
            _words[node] = ReferenceWord.Encode(ReferenceTag.Delegate, next++);
        }
    }

    private void AddDelegates()
    {
        foreach (int node in _delegateNodes)
        {
            int unit = _units[_capture[node].Root];
            CapturedDelegate captured = _capture.Delegates[_capture[node].Number]!;
            if (_rawUnits[unit].DelegateCount == 0)
            {
                _rawUnits[unit].FirstDelegate = (uint)_delegates.Count;
            }

            int first = _delegates.Count;
            foreach (CapturedCall call in captured.Calls)
            {
                _delegates.Add(new RawDelegate
                {
                    Type = _recipes.Add(captured.Type),
                    Method = _recipes.Add(call.Method),
                    Target = call.Target < 0 ? 0 : Word(call.Target, unit),
                });
            }

            if (captured.Calls.Count > 1)
            {
                _delegates.Add(RawDelegate.Of(_recipes.Add(captured.Type), (uint)first));
            }

            _rawUnits[unit].DelegateCount += (uint)(_delegates.Count - first);
        }
    }

    private void AddRebuilds()
    {
        foreach (CapturedRebuild rebuild in _capture.Rebuilds.OrderBy(rebuild => _units[_capture[rebuild.Node].Root]))
        {
            int unit = _units[_capture[rebuild.Node].Root];
            if (_rawUnits[unit].RebuildCount++ == 0)
            {
                _rawUnits[unit].FirstRebuild = (uint)_rebuilds.Count;
            }

            uint first = (uint)_rebuildArguments.Count;
            _rebuildArguments.AddRange(rebuild.Arguments.Select(argument => argument < 0 ? 0 : Word(argument, unit)));
            _rebuildArguments.AddRange(rebuild.Numbers.Select(static number => (ulong)number));
            if (rebuild.Surrogate is not null)
            {
                _rebuildArguments.Add(_recipes.Add(rebuild.Surrogate));
            }

            _rebuilds.Add(new RawRebuild
            {
                Kind = rebuild.Kind,
                Ordinal = (uint)_words[rebuild.Node].Payload,
                FirstArgument = first,
                ArgumentCount = (uint)_rebuildArguments.Count - first,
            });
        }
    }
}
