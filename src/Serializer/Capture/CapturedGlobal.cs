using System.Reflection;
using Imaging.Format;

namespace Imaging.Serializer.Capture;

/// <summary>An object of the graph that the process has one of, and how to find it.</summary>
internal sealed record CapturedGlobal(GlobalKind Kind, Type? Type, FieldInfo? Field, GlobalAccessor Accessor, string? Text)
{
    internal static CapturedGlobal StaticField(FieldInfo field) => new(GlobalKind.StaticField, field.DeclaringType, field, default, field.Name);

    internal static CapturedGlobal Of(GlobalAccessor accessor, Type? type = null) => new(GlobalKind.Accessor, type, null, accessor, null);

    internal static CapturedGlobal Interned(string text) => new(GlobalKind.InternedString, null, null, default, text);
}

/// <summary>A delegate of the graph.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Method">Its method.</param>
/// <param name="Target">The node of its target; -1 for none.</param>
internal sealed record CapturedDelegate(Type Type, MethodInfo Method, int Target);

/// <summary>An object that is made again in place.</summary>
/// <param name="Kind">How.</param>
/// <param name="Node">The object.</param>
/// <param name="PatternNode">A regular expression's pattern.</param>
/// <param name="Numbers">A regular expression's options and match timeout.</param>
internal sealed record CapturedRebuild(RebuildKind Kind, int Node, int PatternNode, IReadOnlyList<long> Numbers);
