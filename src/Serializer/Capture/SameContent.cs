using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Imaging.Layout;

namespace Imaging.Serializer.Capture;

/// <summary>Compares two graphs of the same package and its closure, loaded twice: the same types of both are different to the runtime.</summary>
internal sealed class SameContent
{
    // What is larger is a table that an image should save the making of, not refer to.
    private const int MostObjects = 100;
    private const int LongestArray = 1000;

    private readonly Dictionary<object, object> _seconds = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _met = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(object First, object Second)> _pending = [];

    private SameContent()
    {
    }

    /// <summary>Whether two small graphs are the same; <see langword="false"/> where it is not known.</summary>
    internal static bool Is(object first, object second)
    {
        var comparison = new SameContent();
        if (!comparison.Meet(first, second))
        {
            return false;
        }

        while (comparison._pending.TryDequeue(out (object First, object Second) pair))
        {
            if (comparison._seconds.Count > MostObjects || !comparison.Compare(pair.First, pair.Second))
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

        return first switch
        {
            MemberInfo => false,
            Delegate called => AreSame(called, (Delegate)second),
            Regex regex => regex.ToString() == second.ToString() && regex.Options == ((Regex)second).Options && regex.MatchTimeout == ((Regex)second).MatchTimeout,
            Array array => array.GetType().IsSZArray && array.Length <= LongestArray && array.Length == ((Array)second).Length && CompareFields(first, second, array.Length),
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
            ref byte one = ref Unsafe.AddByteOffset(ref Content(first), i * size);
            ref byte two = ref Unsafe.AddByteOffset(ref Content(second), i * size);
            foreach ((int start, int end) in fields.Data)
            {
                for (int at = start; at < end; at++)
                {
                    if (Unsafe.AddByteOffset(ref one, at) != Unsafe.AddByteOffset(ref two, at))
                    {
                        return false;
                    }
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

    private static ref byte Content(object value) => ref value is Array ? ref MethodTableFacts.ElementsOf(value) : ref MethodTableFacts.FieldsOf(value);
}
