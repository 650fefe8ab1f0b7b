using System.Reflection;
using Imaging.Format;

namespace Imaging.Serializer.Capture;

/// <summary>An object of the graph that the process has one of, and how to find it.</summary>
internal sealed record CapturedGlobal(GlobalKind Kind, Type? Type, MemberInfo? Member, GlobalAccessor Accessor, string? Text)
{
    internal static CapturedGlobal StaticField(FieldInfo field) => new(GlobalKind.StaticField, field.DeclaringType, field, default, field.Name);

    internal static CapturedGlobal Behind(FieldInfo field, string steps) => new(GlobalKind.StaticPath, field.DeclaringType, field, default, field.Name + steps);

    internal static CapturedGlobal Of(GlobalAccessor accessor, Type? type = null) => new(GlobalKind.Accessor, type, null, accessor, null);

    internal static CapturedGlobal Named(GlobalAccessor accessor, string name, Type? type = null) => new(GlobalKind.Accessor, type, null, accessor, name);

    /// <summary>Whether only a second capture, in another process, tells that it is the same everywhere.</summary>
    internal bool NeedsSecondCapture => this is { Kind: GlobalKind.Accessor, Accessor: GlobalAccessor.CultureComparer };

    internal static CapturedGlobal OfMember(MemberInfo member) => new(GlobalKind.Member, member.ReflectedType, member, default, member.Name);

    internal static CapturedGlobal Interned(string text) => new(GlobalKind.InternedString, null, null, default, text);
}

/// <summary>A delegate of the graph.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Calls">What it calls, in order.</param>
internal sealed record CapturedDelegate(Type Type, IReadOnlyList<CapturedCall> Calls);

/// <summary>One call of a delegate.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The node of its target; -1 for none.</param>
internal readonly record struct CapturedCall(MethodInfo Method, int Target);

/// <summary>An object that is made again in place.</summary>
/// <param name="Kind">How.</param>
/// <param name="Node">The object.</param>
/// <param name="Arguments">The nodes of what it is made from; -1 for null.</param>
/// <param name="Numbers">The numbers that it is made from.</param>
internal sealed record CapturedRebuild(RebuildKind Kind, int Node, IReadOnlyList<int> Arguments, IReadOnlyList<long> Numbers)
{
    /// <summary>The class that makes the object from its surrogate.</summary>
    internal Type? Surrogate { get; init; }
}
