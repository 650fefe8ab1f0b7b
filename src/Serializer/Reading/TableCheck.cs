using Imaging.Format;
using Imaging.Identity;
using Imaging.Restore;

namespace Imaging.Serializer.Reading;

/// <summary>Checks the tables that refer to nothing but themselves and each other: dependencies, types, inputs, knobs.</summary>
internal sealed class TableCheck(ImageView image, FindingList findings)
{
    /// <summary>Header, method-table word and length of a string; the smallest objects there are.</summary>
    private const uint SmallestObject = 22;

    private const TypeFlags KnownFlags = TypeFlags.HasObjects | TypeFlags.HasReferences;

    private readonly HashSet<string> _recipes = [];

    internal void Run()
    {
        if (image.Dependencies.Count <= ImageFormat.CoreDependency)
        {
            findings.Add(DiagnosticCodes.TableDamaged, "the package itself or the core library is not among the dependencies");
        }

        findings.ForEach(DiagnosticCodes.TableDamaged, "dependency", image.Dependencies.Count, CheckDependency);
        findings.ForEach(DiagnosticCodes.TableDamaged, "type", image.Types.Count, CheckType);
        findings.ForEach(DiagnosticCodes.TableDamaged, "type of the framework", image.FrameworkTypes.Count, CheckFrameworkType);
        findings.ForEach(DiagnosticCodes.TableDamaged, "input", image.Inputs.Count, CheckInput);
        findings.ForEach(DiagnosticCodes.TableDamaged, "knob", image.Knobs.Count, CheckKnob);
    }

    private void CheckDependency(uint index)
    {
        ref readonly RawDependency dependency = ref image.Dependencies[index];
        string name = StrictText.ReadName(image, dependency.Name);
        if (!Version.TryParse(StrictText.ReadName(image, dependency.Version), out _))
        {
            throw new ImageFormatException($"{name} has no version");
        }

        DependencyKind expected = index switch
        {
            ImageFormat.SelfDependency => DependencyKind.Package,
            ImageFormat.CoreDependency => DependencyKind.Framework,
            _ => dependency.Kind,
        };
        if (dependency.Kind != expected || dependency.Kind > DependencyKind.Framework)
        {
            throw new ImageFormatException($"{name} is of the kind {(uint)dependency.Kind}");
        }

        if ((index == ImageFormat.CoreDependency && name != typeof(object).Assembly.GetName().Name)
            || (index > ImageFormat.CoreDependency + 1 && !Follows(image.Dependencies[index - 1], dependency)))
        {
            throw new ImageFormatException($"{name} is out of order");
        }

        bool refersToImage = dependency.Image != default;
        if ((!refersToImage && dependency.ReferencedObjects > 0) || (refersToImage && dependency.Kind == DependencyKind.Framework) || (dependency.Kind == DependencyKind.Framework && dependency.Checksum != 0))
        {
            throw new ImageFormatException($"what is recorded of {name} contradicts itself");
        }
    }

    // Those with images come first.
    private bool Follows(in RawDependency before, in RawDependency dependency) =>
        (before.Image == default) == (dependency.Image == default)
            ? string.CompareOrdinal(StrictText.Read(image, before.Name), StrictText.Read(image, dependency.Name)) < 0
            : dependency.Image == default;

    private void CheckType(uint index)
    {
        ref readonly RawType type = ref image.Types[index];
        switch (type.Recipe)
        {
            case TypeRecipe.Definition:
                _ = image.Dependencies[type.Of];
                TokenCheck.Run(type.Token, Table.TypeDef);
                StrictText.ReadName(image, type.Name);
                break;
            case TypeRecipe.Instantiation when type.Of < index && image.Types[type.Of].Recipe == TypeRecipe.Definition && type.ArgumentCount > 0:
                break;
            case TypeRecipe.Vector when type.Of < index && type.ArgumentCount == 0:
                break;
            case TypeRecipe.Array when type.Of < index && type.ArgumentCount is > 0 and <= ImageFormat.MaxRank:
                break;
            default:
                throw new ImageFormatException("the recipe makes no sense, or refers to a later one");
        }

        string arguments = type.Recipe == TypeRecipe.Array ? $"{type.ArgumentCount}" : Arguments(type, index);
        if (!_recipes.Add($"{type.Recipe} {type.Of} {type.Token} {arguments}"))
        {
            throw new ImageFormatException("an earlier type has the same recipe");
        }

        CheckFacts(type);
    }

    private string Arguments(in RawType type, uint index)
    {
        string arguments = "";
        image.Indexes.CheckRange(type.FirstArgument, type.ArgumentCount);
        for (uint i = 0; i < type.ArgumentCount; i++)
        {
            uint argument = image.Indexes[type.FirstArgument + i].Value;
            arguments += $" {(argument < index ? argument : throw new ImageFormatException($"its argument {i} is the later type {argument}"))}";
        }

        return arguments;
    }

    private static void CheckFacts(in RawType type)
    {
        bool hasObjects = (type.Flags & TypeFlags.HasObjects) != 0;
        bool holds = hasObjects
            ? type.BaseSize >= SmallestObject && type.Fields != 0 && (type.Layout == 0 || type.ComponentSize == 0) && type.ComponentSize <= ushort.MaxValue && (type.ComponentSize == 0 || type.Recipe != TypeRecipe.Instantiation)
            : type is { Flags: TypeFlags.None, BaseSize: 0, ComponentSize: 0, Layout: 0, Fields: 0 };
        if ((type.Flags & ~KnownFlags) != 0 || !holds)
        {
            throw new ImageFormatException($"its facts make no sense: flags {(uint)type.Flags:x}, size {type.BaseSize}, elements of {type.ComponentSize}");
        }
    }

    private void CheckFrameworkType(uint index)
    {
        ref readonly RawFrameworkType type = ref image.FrameworkTypes[index];
        ref readonly RawType recipe = ref image.Types[type.Type];
        StrictText.ReadName(image, type.FullName);
        if (recipe.Recipe != TypeRecipe.Definition
            || image.Dependencies[recipe.Of].Kind != DependencyKind.Framework
            || (index > 0 && image.FrameworkTypes[index - 1].Type >= type.Type))
        {
            throw new ImageFormatException("it is out of order, or its recipe is not that of a type of the framework");
        }
    }

    private void CheckInput(uint index)
    {
        string name = StrictText.ReadName(image, image.Inputs[index].Name);
        if (index > 0 && string.CompareOrdinal(StrictText.Read(image, image.Inputs[index - 1].Name), name) >= 0)
        {
            throw new ImageFormatException($"{name} is out of order");
        }
    }

    private void CheckKnob(uint index)
    {
        string name = StrictText.ReadName(image, image.Knobs[index].Name);
        if (StrictText.Read(image, image.Knobs[index].Value) is not ("true" or "false") && name != RuntimeKnobs.Platform)
        {
            throw new ImageFormatException($"{name} is neither true nor false");
        }
    }
}
