using System.Text;
using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>Renders recipes of types for people: without namespaces, arguments in angle brackets.</summary>
internal sealed class TypeNames(ImageView image)
{
    /// <summary>A forged recipe may double with every step.</summary>
    private const int LongestName = 400;

    private readonly Dictionary<uint, string> _names = [];

    /// <exception cref="ImageFormatException">The recipe makes no sense.</exception>
    internal string Of(uint type)
    {
        // In order, because a recipe refers to earlier ones only, and a chain of them may be long.
        for (uint i = (uint)_names.Count; i <= type; i++)
        {
            string name = Render(i);
            _names.Add(i, name.Length <= LongestName ? name : name[..LongestName] + "…");
        }

        return _names[type];
    }

    /// <summary>The assembly that defines a type, or whose generic it is, or whose elements.</summary>
    /// <exception cref="ImageFormatException">The recipe makes no sense.</exception>
    internal string AssemblyOf(uint type)
    {
        uint at = type;
        while (image.Types[at].Recipe != TypeRecipe.Definition)
        {
            uint of = image.Types[at].Of;
            at = of < at ? of : throw new ImageFormatException($"the image is damaged: the recipe of type {at}");
        }

        return image.Text(image.Dependencies[image.Types[at].Of].Name);
    }

    private string Render(uint type)
    {
        ref readonly RawType recipe = ref image.Types[type];
        return recipe.Recipe switch
        {
            TypeRecipe.Definition => WithoutArity(image.Text(recipe.Name)),
            TypeRecipe.Vector => Earlier(recipe.Of) + "[]",
            TypeRecipe.Array => $"{Earlier(recipe.Of)}[{(recipe.ArgumentCount is > 1 and <= ImageFormat.MaxRank ? new string(',', (int)recipe.ArgumentCount - 1) : "*")}]",
            _ => Earlier(recipe.Of) + Arguments(recipe),
        };
    }

    private string Arguments(in RawType recipe)
    {
        image.Indexes.CheckRange(recipe.FirstArgument, recipe.ArgumentCount);
        var text = new StringBuilder("<");
        for (uint i = 0; i < recipe.ArgumentCount && text.Length < LongestName; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(Earlier(image.Indexes[recipe.FirstArgument + i].Value));
        }

        return text.Append('>').ToString();
    }

    private string Earlier(uint type) =>
        _names.TryGetValue(type, out string? name) ? name : throw new ImageFormatException($"the image is damaged: the recipe of a type refers to type {type}");

    private static string WithoutArity(string name) =>
        name.IndexOf('`', StringComparison.Ordinal) is > 0 and int at ? name[..at] : name;
}
