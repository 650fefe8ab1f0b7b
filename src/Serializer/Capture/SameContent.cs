using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Imaging.Layout;

namespace Imaging.Serializer.Capture;

/// <summary>Compares two graphs of the same package and its closure, loaded twice: the same types of both are different to the runtime.</summary>
internal sealed class SameContent
{
    /// <summary>What has more objects, or a longer array, is a table that an image should save the making of, not refer to.</summary>
    internal const int FewObjects = 100;

    private const int ElementsOfFew = 10;

    private readonly Dictionary<object, object> _seconds = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _met = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(object First, object Second)> _pending = [];

    private readonly int _mostObjects;
    private readonly long _longestArray;

    private readonly Func<Type, bool>? _isCache;

    private SameContent(int mostObjects, Func<Type, bool>? isCache)
    {
        _isCache = isCache;
        _mostObjects = mostObjects;
        _longestArray = (long)mostObjects * ElementsOfFew;
    }

    /// <summary>Whether two graphs are the same; <see langword="false"/> where it is not known.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    /// <param name="mostObjects">Graphs with more objects are not compared.</param>
    /// <param name="isCache">Types whose objects are taken for the same.</param>
    internal static bool Is(object? first, object? second, int mostObjects, Func<Type, bool>? isCache = null)
    {
        var comparison = new SameContent(mostObjects, isCache);
        if (!comparison.Meet(first, second))
        {
            return false;
        }

        while (comparison._pending.TryDequeue(out (object First, object Second) pair))
        {
            if (comparison._seconds.Count > mostObjects || !comparison.Compare(pair.First, pair.Second))
            {
                return false;
            }
        }

        return true;
    }

    // An object that both have is the framework's; any other has one counterpart and is the counterpart of one.
    private bool Meet(object? first, object? second)
    {
        if (ReferenceEquals(first, second))
        {
            return true;
        }

        if (first is null || second is null)
        {
            return false;
        }

        if (_seconds.TryGetValue(first, out object? known))
        {
            return ReferenceEquals(known, second);
        }

        if (first is string text)
        {
            return second is string other && text == other;
        }

        _seconds.Add(first, second);
        _pending.Enqueue((first, second));
        return _met.Add(second);
    }

    private bool Compare(object first, object second)
    {
        if (first is Type type)
        {
            return second is Type other && AreSame(type, other);
        }

        if (!AreSame(first.GetType(), second.GetType()))
        {
            return false;
        }

        if (_isCache?.Invoke(first.GetType()) == true)
        {
            return true;
        }

        return first switch
        {
            MemberInfo => false,
            Delegate called => AreSame(called, (Delegate)second),
            Regex regex => regex.ToString() == second.ToString() && regex.Options == ((Regex)second).Options && regex.MatchTimeout == ((Regex)second).MatchTimeout,
            Array array => array.GetType().IsSZArray && array.Length <= _longestArray && array.Length == ((Array)second).Length && CompareFields(first, second, array.Length),
            _ => CompareFields(first, second, 1),
        };
    }

    private static bool AreSame(Type first, Type second) => first == second || first.AssemblyQualifiedName is { } name && name == second.AssemblyQualifiedName;

    private bool AreSame(Delegate first, Delegate second) =>
        first.HasSingleTarget && second.HasSingleTarget
        && first.Method is { IsGenericMethod: false, DeclaringType: { } declaring } method
        && second.Method.DeclaringType is { } other && AreSame(declaring, other) && method.MetadataToken == second.Method.MetadataToken
        && Meet(first.Target, second.Target);

    private bool CompareFields(object first, object second, int count)
    {
        var fields = TypeFields.Of(first.GetType());
        if (fields.Refusal is not null)
        {
            return false;
        }

        int size = first is Array ? (int)MethodTableFacts.Of(first.GetType()).ComponentSize : 0;
        for (int i = 0; i < count; i++)
        {
            ref byte one = ref Unsafe.AddByteOffset(ref Content(first), (nint)i * size);
            ref byte two = ref Unsafe.AddByteOffset(ref Content(second), (nint)i * size);
            foreach ((int start, int end) in fields.Data)
            {
                if (!Bytes(ref one, start, end).SequenceEqual(Bytes(ref two, start, end)))
                {
                    return false;
                }
            }

            foreach (FieldReference reference in fields.References)
            {
                if (!Meet(Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref one, reference.Offset)), Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref two, reference.Offset))))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> Bytes(ref byte content, int start, int end) => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref content, start), end - start);

    private static ref byte Content(object value) => ref value is Array ? ref MethodTableFacts.ElementsOf(value) : ref MethodTableFacts.FieldsOf(value);
}
