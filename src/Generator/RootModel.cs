namespace Imaging.Generator;

/// <summary>All that the source of one root is made of. <paramref name="Builder"/> is null when the builder cannot be used, <paramref name="Warnings"/> are the ids of what the author's part reports already.</summary>
internal sealed record RootModel(
    string HintName,
    string? Namespace,
    EquatableArray<string> Containers,
    string Modifiers,
    string Type,
    string Identifier,
    string Name,
    string Holder,
    string? Builder,
    EquatableArray<string> Warnings);

/// <summary>What one attributed property came to: a model where source can be made, and what is wrong with it.</summary>
internal sealed record RootReading(RootModel? Model, EquatableArray<Finding> Findings);
