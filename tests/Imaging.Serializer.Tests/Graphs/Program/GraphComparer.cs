/// <summary>
/// Compares two graphs by their fields, private ones included: what one shares the other shares. What a restore makes again
/// (hash codes, chains, regular expressions, delegates) is compared by what it does.
/// </summary>
internal sealed class GraphComparer
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly Dictionary<Type, FieldInfo[]> s_fields = [];

    private readonly HashSet<object>? _own;
    private readonly Dictionary<object, object> _partners = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, object> _reverse = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(object First, object Second, Path Path)> _queue = new();

    /// <summary>Compares, and collects what both graphs have in common.</summary>
    internal GraphComparer()
    {
    }

    /// <param name="own">The objects that the process has one of: both graphs must hold the very same.</param>
    internal GraphComparer(HashSet<object> own) => _own = own;

    internal HashSet<object> Common { get; } = new(ReferenceEqualityComparer.Instance);

    internal List<string> Problems { get; } = [];

    /// <summary>Collections that were met, in pairs.</summary>
    internal List<(object First, object Second, Path Path)> Containers { get; } = [];

    /// <summary>Whether the graphs may have objects in common that the process does not own: after the same objects were added to both.</summary>
    internal bool MayShare { get; set; }

    internal void Compare(object? first, object? second, string name = "root")
    {
        Pair(first, second, new Path(null, name));
        while (_queue.TryDequeue(out (object First, object Second, Path Path) pair) && Problems.Count < 20)
        {
            Contents(pair.First, pair.Second, pair.Path);
        }
    }

    internal void Problem(Path path, string text) => Problems.Add($"{path}: {text}");

    private void Pair(object? first, object? second, Path path)
    {
        if (first is null || second is null)
        {
            if (first is not null || second is not null)
            {
                Problem(path, $"{Show(first)} instead of {Show(second)}");
            }

            return;
        }

        if (first.GetType() != second.GetType())
        {
            Problem(path, $"a {first.GetType()} instead of a {second.GetType()}");
            return;
        }

        if (first is string text)
        {
            Strings(text, (string)second, path);
        }

        if (IsSettledByIdentity(first, second, path))
        {
            return;
        }

        if (_partners.TryGetValue(first, out object? partner) | _reverse.TryGetValue(second, out object? reverse))
        {
            if (!ReferenceEquals(partner, second) || !ReferenceEquals(reverse, first))
            {
                Problem(path, $"a {first.GetType()} is shared in another way");
            }

            return;
        }

        _partners.Add(first, second);
        _reverse.Add(second, first);
        if (first is not string)
        {
            _queue.Enqueue((first, second, path));
        }
    }

    private bool IsSettledByIdentity(object first, object second, Path path)
    {
        if (first is string or Delegate)
        {
            return false;
        }

        // Collections of the framework begin with an empty array of their own, and ask only for its length.
        if (first is Array { Length: 0 } && !ReferenceEquals(first, EmptyArray(first.GetType())))
        {
            return true;
        }

        bool isSame = ReferenceEquals(first, second);
        if (_own is null)
        {
            if (isSame)
            {
                Common.Add(first);
            }

            return isSame;
        }

        if (isSame && !MayShare && !_own.Contains(second))
        {
            Problem(path, $"the {first.GetType()} belongs to the process");
        }
        else if (!isSame && _own.Contains(second))
        {
            Problem(path, $"a copy of the {first.GetType()} that the process has one of");
            return true;
        }

        return isSame;
    }

    private static object EmptyArray(Type array) =>
        typeof(Array).GetMethod(nameof(Array.Empty))!.MakeGenericMethod(array.GetElementType()!).Invoke(null, null)!;

    private void Strings(string first, string second, Path path)
    {
        if (!string.Equals(first, second, StringComparison.Ordinal))
        {
            Problem(path, $"{Show(first)} instead of {Show(second)}");
        }
        else if (!ReferenceEquals(first, second) && ReferenceEquals(string.IsInterned(second), second) && _own is not null && !second.Any(char.IsSurrogate))
        {
            Problem(path, $"a copy of the interned {Show(second)}");
        }
    }

    private void Contents(object first, object second, Path path)
    {
        switch (first)
        {
            case MemberInfo:
                if (!first.Equals(second))
                {
                    Problem(path, $"{first} instead of {second}");
                }

                break;
            case Delegate made:
                Delegates(made, (Delegate)second, path);
                break;
            case Regex regex:
                RegexChecks.Compare(regex, (Regex)second, problem => Problem(path, problem));
                break;
            case Array array:
                Arrays(array, (Array)second, path);
                break;
            case object when ConstructedObjects.Are(first.GetType()):
                Constructed(first, second, path);
                break;
            default:
                Fields(first, second, path);
                if (first is System.Collections.IEnumerable && IsOfFramework(first.GetType()))
                {
                    Containers.Add((first, second, path));
                }

                break;
        }
    }

    private static bool IsOfFramework(Type type)
    {
        Type? level = type;
        while (level is not null && (level == typeof(object) || level.Namespace?.StartsWith("System", StringComparison.Ordinal) != true))
        {
            level = level.BaseType;
        }

        return level is not null;
    }

    private void Constructed(object first, object second, Path path)
    {
        ConstructedObjects.Search(first, second, problem => Problem(path, problem));
        foreach ((string name, object? a, object? b) in ConstructedObjects.Properties(first, second, problem => Problem(path, problem)))
        {
            Pair(a, b, new Path(path, name));
        }

        if (first is System.Collections.IEnumerable || first.GetType().Name == "PriorityQueue`2")
        {
            Containers.Add((first, second, path));
        }
    }

    private void Delegates(Delegate first, Delegate second, Path path)
    {
        Delegate[] calls = first.GetInvocationList(), others = second.GetInvocationList();
        if (!calls.Select(static call => call.Method).SequenceEqual(others.Select(static call => call.Method)))
        {
            Problem(path, $"calls {string.Join(", ", calls.Select(static call => call.Method))} instead of {string.Join(", ", others.Select(static call => call.Method))}");
            return;
        }

        for (int i = 0; i < calls.Length; i++)
        {
            Pair(calls[i].Target, others[i].Target, new Path(path, $"Target {i}"));
        }
    }

    private void Arrays(Array first, Array second, Path path)
    {
        if (Bounds(first) != Bounds(second))
        {
            Problem(path, $"{Bounds(first)} elements instead of {Bounds(second)}");
            return;
        }

        Type element = first.GetType().GetElementType()!;
        if (element.IsPrimitive)
        {
            if (!Bytes(first).SequenceEqual(Bytes(second)))
            {
                Problem(path, "other elements");
            }

            return;
        }

        int place = 0;
        foreach ((object? a, object? b) in first.Cast<object?>().Zip(second.Cast<object?>()))
        {
            Value(element, a, b, new Path(path, place++));
        }
    }

    private static string Bounds(Array array) =>
        string.Join('x', Enumerable.Range(0, array.Rank).Select(dimension => string.Create(CultureInfo.InvariantCulture, $"{array.GetLowerBound(dimension)}+{array.GetLength(dimension)}")));

    private static ReadOnlySpan<byte> Bytes(Array array) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), Buffer.ByteLength(array));

    private void Fields(object first, object second, Path path)
    {
        foreach (FieldInfo field in FieldsOf(first.GetType()))
        {
            object? a = field.GetValue(first);
            object? b = field.GetValue(second);
            if (!RebuiltFields.AreSettled(first, field, a, b, problem => Problem(path, problem)))
            {
                Value(field.FieldType, a, b, new Path(path, field.Name));
            }
        }
    }

    private void Value(Type declared, object? first, object? second, Path path)
    {
        if (!declared.IsValueType)
        {
            if (!declared.IsPointer)
            {
                Pair(first, second, path);
            }
        }
        else if (first is null || second is null || declared.IsPrimitive || declared.IsEnum)
        {
            if (!SameBits(first, second))
            {
                Problem(path, $"{Show(first)} instead of {Show(second)}");
            }
        }
        else if (declared.IsDefined(typeof(System.Runtime.CompilerServices.InlineArrayAttribute)) || declared.IsDefined(typeof(System.Runtime.CompilerServices.UnsafeValueTypeAttribute)))
        {
            Buffers(declared, first, second, path);
        }
        else
        {
            Fields(first, second, path);
        }
    }

    // Reflection shows the first element only.
    private void Buffers(Type type, object first, object second, Path path)
    {
        if (type.GetCustomAttribute<System.Runtime.CompilerServices.InlineArrayAttribute>() is { } inline)
        {
            Type element = type.GetFields(Declared).Single().FieldType;
            MethodInfo elements = typeof(GraphComparer).GetMethod(nameof(Elements), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type, element);
            var firsts = (Array)elements.Invoke(null, [first, inline.Length])!;
            var seconds = (Array)elements.Invoke(null, [second, inline.Length])!;
            for (int i = 0; i < inline.Length; i++)
            {
                Value(element, firsts.GetValue(i), seconds.GetValue(i), new Path(path, i));
            }

            return;
        }

        Array a = Array.CreateInstance(type, 1), b = Array.CreateInstance(type, 1);
        a.SetValue(first, 0);
        b.SetValue(second, 0);
        int size = (int)typeof(System.Runtime.CompilerServices.Unsafe).GetMethod("SizeOf")!.MakeGenericMethod(type).Invoke(null, null)!;
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(a), size);
        if (!bytes.SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(b), size)))
        {
            Problem(path, "other bytes");
        }
    }

    private static TElement[] Elements<TBuffer, TElement>(TBuffer buffer, int length) =>
        MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.As<TBuffer, TElement>(ref buffer), length).ToArray();

    private static bool SameBits(object? first, object? second) => (first, second) switch
    {
        (double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b),
        (float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b),
        _ => Equals(first, second),
    };

    private static FieldInfo[] FieldsOf(Type type)
    {
        if (!s_fields.TryGetValue(type, out FieldInfo[]? fields))
        {
            var found = new List<FieldInfo>();
            for (Type? level = type; level is not null; level = level.BaseType)
            {
                found.AddRange(level.GetFields(Declared));
            }

            s_fields.Add(type, fields = [.. found]);
        }

        return fields;
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        string { Length: > 80 } text => $"\"{text[..80]}\"…",
        string text => $"\"{text}\"",
        _ => $"{value}",
    };
}

/// <summary>The way from a root to an object.</summary>
internal sealed class Path(Path? parent, object step)
{
    public override string ToString()
    {
        var steps = new Stack<object>();
        for (Path? at = this; at is not null; at = at.Parent)
        {
            steps.Push(at.Step);
        }

        return string.Join('.', steps);
    }

    private Path? Parent { get; } = parent;

    private object Step { get; } = step;
}
