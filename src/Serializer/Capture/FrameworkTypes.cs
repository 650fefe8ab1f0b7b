using System.Linq.Expressions;

namespace Imaging.Serializer.Capture;

/// <summary>The framework's classes that are known to be captured rightly when their fields are copied.</summary>
/// <remarks>Structures need no list: what they hold is looked at field by field.</remarks>
internal static class FrameworkTypes
{
    private static readonly HashSet<string> s_copied =
    [
        "System.Object",
        "System.Attribute",
        "System.EventArgs",
        "System.Lazy`1",
        "System.LazyHelper",
        "System.Tuple`1",
        "System.Tuple`2",
        "System.Tuple`3",
        "System.Tuple`4",
        "System.Tuple`5",
        "System.Tuple`6",
        "System.Tuple`7",
        "System.Tuple`8",
        "System.Version",
        "System.StringComparer",
        "System.Runtime.CompilerServices.StrongBox`1",
        "System.Runtime.CompilerServices.TrueReadOnlyCollection`1",
        "System.Threading.Tasks.Task",
        "System.Threading.Tasks.Task`1",
        "System.Text.CompositeFormat",
        "System.Text.DecoderFallback",
        "System.Text.DecoderExceptionFallback",
        "System.Text.DecoderReplacementFallback",
        "System.Text.EncoderFallback",
        "System.Text.EncoderExceptionFallback",
        "System.Text.EncoderReplacementFallback",
        "System.Text.Encoding",
        "System.Text.StringBuilder",
        "System.Text.UTF8Encoding",
        "System.Text.UTF32Encoding",
        "System.Text.UnicodeEncoding",
        "System.Text.Json.JsonDocument",
        "System.Text.Json.Nodes.JsonArray",
        "System.Text.Json.Nodes.JsonNode",
        "System.Text.Json.Nodes.JsonObject",
        "System.Text.Json.Nodes.JsonValue",
        "System.Text.Json.Nodes.JsonValue`1",
        "System.Text.Json.Nodes.JsonValueOfElement",
        "System.Text.Json.Nodes.JsonValueOfJsonBool",
        "System.Text.Json.Nodes.JsonValueOfJsonNumber",
        "System.Text.Json.Nodes.JsonValueOfJsonString",
        "System.Text.Json.Nodes.JsonValuePrimitive`1",
        "System.Xml.Linq.BaseUriAnnotation",
        "System.Xml.Linq.LineInfoAnnotation",
        "System.Xml.Linq.LineInfoEndElementAnnotation",
        "System.Xml.Linq.XAttribute",
        "System.Xml.Linq.XCData",
        "System.Xml.Linq.XComment",
        "System.Xml.Linq.XContainer",
        "System.Xml.Linq.XDeclaration",
        "System.Xml.Linq.XDocument",
        "System.Xml.Linq.XDocumentType",
        "System.Xml.Linq.XElement",
        "System.Xml.Linq.XNode",
        "System.Xml.Linq.XObject",
        "System.Xml.Linq.XProcessingInstruction",
        "System.Xml.Linq.XText",
        "System.Collections.BitArray",
        "System.Collections.ArrayList",
        "System.Collections.CollectionBase",
        "System.Collections.ReadOnlyCollectionBase",
        "System.Collections.Queue",
        "System.Collections.Stack",
        "System.Collections.Generic.EqualityComparer`1",
        "System.Collections.Generic.DelegateEqualityComparer`1",
        "System.Collections.Generic.Comparer`1",
        "System.Collections.Generic.ComparisonComparer`1",
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.Stack`1",
        "System.Collections.Generic.LinkedList`1",
        "System.Collections.Generic.LinkedListNode`1",
        "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.Generic.SortedDictionary`2+KeyCollection",
        "System.Collections.Generic.SortedDictionary`2+ValueCollection",
        "System.Collections.Generic.SortedDictionary`2+KeyValuePairComparer",
        "System.Collections.Generic.SortedList`2",
        "System.Collections.Generic.SortedList`2+KeyList",
        "System.Collections.Generic.SortedList`2+ValueList",
        "System.Collections.Generic.SortedSet`1",
        "System.Collections.Generic.SortedSet`1+Node",
        "System.Collections.Generic.TreeSet`1",
        "System.Collections.Generic.PriorityQueue`2",
        "System.Collections.Generic.Dictionary`2+KeyCollection",
        "System.Collections.Generic.Dictionary`2+ValueCollection",
        "System.Collections.ObjectModel.Collection`1",
        "System.Collections.ObjectModel.KeyedCollection`2",
        "System.Collections.ObjectModel.ObservableCollection`1",
        "System.Collections.ObjectModel.ObservableCollection`1+SimpleMonitor",
        "System.Collections.ObjectModel.ReadOnlyCollection`1",
        "System.Collections.ObjectModel.ReadOnlyDictionary`2",
        "System.Collections.ObjectModel.ReadOnlyDictionary`2+KeyCollection",
        "System.Collections.ObjectModel.ReadOnlyDictionary`2+ValueCollection",
        "System.Collections.ObjectModel.ReadOnlySet`1",
        "System.Collections.ObjectModel.ObservableCollection`1",
        "System.Collections.ObjectModel.ObservableCollection`1+SimpleMonitor",
        "System.Collections.ObjectModel.ReadOnlyObservableCollection`1",
        "System.Collections.Specialized.HybridDictionary",
        "System.Collections.Specialized.ListDictionary",
        "System.Collections.Specialized.ListDictionary+DictionaryNode",
        "System.Collections.Specialized.NameObjectCollectionBase",
        "System.Collections.Specialized.NameObjectCollectionBase+NameObjectEntry",
        "System.Collections.Specialized.NameValueCollection",
        "System.Collections.Specialized.OrderedDictionary",
        "System.Collections.Specialized.StringCollection",
        "System.Collections.Specialized.StringDictionary",
        "System.Collections.Generic.OrderedDictionary`2+KeyCollection",
        "System.Collections.Generic.OrderedDictionary`2+ValueCollection",
        "System.Collections.Concurrent.ConcurrentQueue`1",
        "System.Collections.Concurrent.ConcurrentQueueSegment`1",
        "System.Collections.Concurrent.ConcurrentStack`1",
        "System.Collections.Concurrent.ConcurrentStack`1+Node",
        "System.Collections.Immutable.ImmutableList`1",
        "System.Collections.Immutable.ImmutableList`1+Node",
        "System.Collections.Immutable.ImmutableStack`1",
        "System.Collections.Immutable.ImmutableQueue`1",
        "System.Collections.Immutable.ImmutableSortedDictionary`2",
        "System.Collections.Immutable.ImmutableSortedDictionary`2+Node",
        "System.Collections.Immutable.ImmutableSortedSet`1",
        "System.Collections.Immutable.ImmutableSortedSet`1+Node",
    ];

    private static readonly Type[] s_expressionParts =
        [typeof(CatchBlock), typeof(ElementInit), typeof(LabelTarget), typeof(MemberBinding), typeof(SwitchCase), typeof(SymbolDocumentInfo)];

    private const string FrozenNamespace = "System.Collections.Frozen";

    // Of the frozen collections, those that hash nothing, or only strings by ordinal value with a hash function of their own.
    private static readonly string[] s_frozenWithOwnHash =
    [
        "OrdinalStringFrozen",
        "LengthBucketsFrozen",
        "Int32Frozen",
        "SmallFrozen",
        "SmallValueTypeComparableFrozen",
        "SmallValueTypeDefaultComparerFrozen",
        "SmallComparerFrozen",
        "DenseIntegralFrozen",
        "EmptyFrozen",
    ];

    /// <summary>Whether the fields of a framework class may be copied, bases aside.</summary>
    internal static bool IsCopied(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return s_copied.Contains(definition.FullName ?? "") || (definition.Namespace == FrozenNamespace && IsStableFrozen(type)) || IsExpression(definition);
    }

    // Parts of expression trees, which are never written to after they were made, but for those that look for their code at run time.
    private static bool IsExpression(Type type) =>
        type.Assembly == typeof(Expression).Assembly && type.Namespace == typeof(Expression).Namespace && !type.Name.Contains("Dynamic", StringComparison.Ordinal)
        && (type.IsAssignableTo(typeof(Expression)) || s_expressionParts.Any(type.IsAssignableTo));

    /// <summary>Whether a class is a frozen collection, or a part of one.</summary>
    internal static bool IsFrozen(Type type) => type.Namespace == FrozenNamespace;

    /// <summary>Whether a frozen collection, or a part of one, holds the same in every process.</summary>
    internal static bool IsStableFrozen(Type type)
    {
        string name = type.Name;
        if (type.IsAbstract || (type.IsNested && name.StartsWith("GSW", StringComparison.Ordinal)))
        {
            return true;
        }

        // Case of what is not all ASCII is folded with tables that differ between processes.
        if (s_frozenWithOwnHash.Any(known => name.StartsWith(known, StringComparison.Ordinal)))
        {
            return !name.Contains("CaseInsensitive", StringComparison.Ordinal) || name.Contains("CaseInsensitiveAscii", StringComparison.Ordinal);
        }

        if (name.StartsWith("FrozenHashTable", StringComparison.Ordinal) || name.StartsWith("KeysAndValues", StringComparison.Ordinal))
        {
            return true;
        }

        // Keys of these types are hashed by another class, unless there is a comparer of the user's.
        Type? key = type.IsGenericType ? type.GetGenericArguments()[0] : null;
        return key is not null && StableHashes.IsStable(key) && !name.StartsWith("DefaultFrozen", StringComparison.Ordinal);
    }
}
