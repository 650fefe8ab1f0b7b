using System.Reflection;

namespace Imaging.Serializer.Capture;

/// <summary>A class as it is named: types of the same name in two load contexts are different to the runtime.</summary>
/// <param name="Assembly">Simple name of its assembly.</param>
/// <param name="Name">Its full name; that of the definition, of a generic one.</param>
internal readonly record struct ClassName(string Assembly, string Name)
{
    internal static ClassName Of(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return new ClassName(definition.Assembly.GetName().Name ?? "", definition.FullName ?? definition.Name);
    }

    /// <summary>The class, as a context has it.</summary>
    internal Type In(Func<AssemblyName, Assembly> load) => load(new AssemblyName(Assembly)).GetType(Name, throwOnError: true)!;

    public override string ToString() => Name;
}

/// <summary>What an assembly says about the surrogate of a class.</summary>
internal sealed record SurrogateDeclaration
{
    /// <summary>Simple name of the assembly that says so.</summary>
    internal required string DeclaredBy { get; init; }

    /// <summary>The class that makes surrogates.</summary>
    internal required ClassName Surrogate { get; init; }

    /// <summary>The class that surrogates stand for; <see langword="null"/> where that cannot be told.</summary>
    internal ClassName? Target { get; init; }

    /// <summary>Where it is for one instantiation of a generic class: names of the type arguments.</summary>
    internal IReadOnlyList<string>? TargetArguments { get; init; }

    internal bool IncludesDerived { get; init; }

    /// <summary>Why it cannot be used, and what to do.</summary>
    internal string? Problem { get; init; }

    /// <summary>Whether it is for a class, its type arguments included.</summary>
    internal bool IsFor(Type type) =>
        Target == ClassName.Of(type)
        && (TargetArguments is null || TargetArguments.SequenceEqual(type.GetGenericArguments().Select(static argument => argument.AssemblyQualifiedName ?? "")));
}
