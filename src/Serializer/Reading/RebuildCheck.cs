using Imaging.Format;
using Imaging.Restore;

namespace Imaging.Serializer.Reading;

/// <summary>Checks that a rebuild has an object that it knows how to make, and what it makes it from.</summary>
internal static class RebuildCheck
{
    /// <summary>Pattern, options, match timeout.</summary>
    private const uint RegexArguments = 3;

    internal static void Check(ImageView image, ReferenceCheck references, in RawUnit unit, in RawRebuild rebuild)
    {
        ref readonly RawMainRun run = ref image.MainRuns[references.RunOf(rebuild.Ordinal)];
        string type = DefinitionName(image, run.Type);
        ref readonly RawType recipe = ref image.Types[run.Type];
        bool holds = rebuild.Kind switch
        {
            RebuildKind.HashTable => run.Kind == MainRunKind.Fields && rebuild.ArgumentCount == 0,
            RebuildKind.Lookup => type is ("Lookup`2" or "CollectionLookup`2") && rebuild.ArgumentCount == 0,
            RebuildKind.Regex => type == "Regex" && rebuild.ArgumentCount == RegexArguments,
            RebuildKind.Constructed => run.Kind == MainRunKind.Fields && rebuild.ArgumentCount == ObjectConstruction.ArgumentCount,
            RebuildKind.Surrogate => rebuild.ArgumentCount == UnitRebuilder.SurrogateArguments && image.RebuildArguments[rebuild.FirstArgument + 1].Bits < image.Types.Count,
            RebuildKind.Array => recipe.Recipe == TypeRecipe.Array && rebuild.ArgumentCount == 1 + (2 * recipe.ArgumentCount),
            _ => false,
        };
        if (!holds
            || (rebuild.Kind is RebuildKind.Regex or RebuildKind.Array) != (run.Kind == MainRunKind.Rebuilt)
            || (rebuild.Kind == RebuildKind.Surrogate) != (run.Kind == MainRunKind.Surrogates))
        {
            throw new ImageFormatException($"a rebuild of the kind {(uint)rebuild.Kind} for the object {rebuild.Ordinal}, a {type}");
        }

        for (uint i = 0; i < rebuild.ArgumentCount && IsReference(rebuild.Kind, i); i++)
        {
            references.Check(new ReferenceWord(image.RebuildArguments[rebuild.FirstArgument + i].Bits), unit);
        }

        if (rebuild.Kind == RebuildKind.Regex)
        {
            CheckRegex(image, references, rebuild.FirstArgument);
        }
    }

    /// <summary>Whether an argument is a reference word; others are numbers.</summary>
    internal static bool IsReference(RebuildKind kind, uint argument) => kind switch
    {
        RebuildKind.Constructed => argument < ObjectConstruction.ArgumentCount,
        RebuildKind.Array or RebuildKind.Regex or RebuildKind.Surrogate => argument == 0,
        _ => false,
    };

    private static void CheckRegex(ImageView image, ReferenceCheck references, uint argument)
    {
        var pattern = new ReferenceWord(image.RebuildArguments[argument].Bits);
        bool isText = pattern.Tag switch
        {
            ReferenceTag.Const => DefinitionName(image, references.TypeOf(pattern)) == nameof(String),
            ReferenceTag.External => true,
            ReferenceTag.Global => image.Globals[(uint)pattern.Payload] is { Kind: GlobalKind.InternedString } or { Kind: GlobalKind.Accessor, Token: (uint)GlobalAccessor.EmptyString },
            _ => false,
        };
        if (!isText || image.RebuildArguments[argument + 1].Bits > int.MaxValue)
        {
            throw new ImageFormatException("a regular expression without a pattern, or with options that do not exist");
        }
    }

    private static string DefinitionName(ImageView image, uint type)
    {
        ref readonly RawType recipe = ref image.Types[type];
        if (recipe.Recipe == TypeRecipe.Instantiation && recipe.Of < type)
        {
            recipe = ref image.Types[recipe.Of];
        }

        return recipe.Recipe == TypeRecipe.Definition ? StrictText.Read(image, recipe.Name) : "";
    }
}
