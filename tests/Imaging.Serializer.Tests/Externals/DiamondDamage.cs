using System.Text;

namespace Imaging.Serializer.Tests.Externals;

/// <summary>Something that happens to one package of a <see cref="Diamond"/> after its build.</summary>
/// <param name="Do">Does it.</param>
/// <param name="Kind">What of the package it makes unusable.</param>
/// <param name="Cause">What the reasons say of it, with <c>{0}</c> for the name of the package: those of its own roots, and those of others.</param>
internal sealed record DiamondDamage(Action<Diamond, string> Do, DamagedPart Kind, (string Own, string Others) Cause)
{
    private const string Builder = " alone \"";
    private const string CodeChanged = "{0} changed: the image was made with other code";
    private const string OtherBuild = "it rests on another image of {0}: that has build id ";

    internal static readonly IReadOnlyDictionary<string, DiamondDamage> All = new Dictionary<string, DiamondDamage>
    {
        ["assembly with another method body"] = new(static (diamond, package) => diamond.Recompile(package, OtherBuilder), DamagedPart.Code, (CodeChanged, CodeChanged)),
        ["assembly with another type layout"] = new(static (diamond, package) => diamond.Recompile(package, OtherLayout), DamagedPart.Code, (CodeChanged, CodeChanged)),
        ["assembly changed in place"] = new(ChangeInPlace, DamagedPart.Code, (CodeChanged, CodeChanged)),
        ["assembly with the same content"] = new(static (diamond, package) => diamond.Recompile(package, static source => "// A comment.\n" + source), DamagedPart.Nothing, default),
        ["image deleted"] = new(static (diamond, package) => File.Delete(diamond.ImagePath(package)), DamagedPart.Image, ("there is no image ", "it rests on the image of {0}: there is no image ")),
        ["image with a flipped bit"] = new(Flip, DamagedPart.Image, ("the image is damaged", "it rests on the image of {0}: the image is damaged")),
        ["image cut short"] = new(static (diamond, package) => Cut(diamond, package, 2), DamagedPart.Image, ("the image is cut short", "it rests on the image of {0}: the image is cut short")),
        ["image emptied"] = new(static (diamond, package) => Cut(diamond, package, int.MaxValue), DamagedPart.Image, ("the image is ", "it rests on the image of {0}: the image is ")),

        // What the older sources made does not fit the assembly, so all of the package falls with it.
        ["image of older sources"] = new(static (diamond, package) => diamond.ReplaceImage(package, OtherBuilder), DamagedPart.Image, (CodeChanged, OtherBuild)),
        ["image of the same sources without one root"] = new(
            static (diamond, package) => diamond.ReplaceImage(package, static source => source, $"{package}.Alone"), DamagedPart.ImageButOwnRoots, ("ImagingExclude names it", OtherBuild)),
    };

    /// <summary>The roots that are restored all the same.</summary>
    internal string Stays(string package)
    {
        string[] all = Diamond.Roots.Split(' ');
        return string.Join(' ', Kind switch
        {
            DamagedPart.Nothing => all,
            DamagedPart.ImageButOwnRoots => all.Where(root => root[0] == package[0] ? !IsAlone(root) : !RestsOnImage(root, package[0])),
            DamagedPart.Image => all.Where(root => root[0] != package[0] && !RestsOnImage(root, package[0])),

            // The types of all roots are of A, which was therefore loaded when any of their builders ran.
            _ => all.Where(root => package != "A" && root[0] != package[0] && !RestsOnImage(root, package[0])),
        });
    }

    private static bool IsAlone(string root) => root.EndsWith(".Alone", StringComparison.Ordinal);

    private static bool RestsOnImage(string root, char package) => !IsAlone(root) && root != "A.Shared" && package switch
    {
        'A' => true,
        'B' or 'C' => root[0] is 'D' or 'E',
        'D' => root[0] is 'E',
        _ => false,
    };

    private static string OtherBuilder(string source) => source.Replace(Builder, Builder.ToUpperInvariant(), StringComparison.Ordinal);

    private static string OtherLayout(string source) => source.Replace(Diamond.FieldsHere, "public long Added = 5; ", StringComparison.Ordinal);

    // As an editor of bytes does: neither length, nor time, nor module version id changes.
    private static void ChangeInPlace(Diamond diamond, string package)
    {
        string path = diamond.AssemblyPath(package);
        DateTime time = File.GetLastWriteTimeUtc(path);
        byte[] bytes = File.ReadAllBytes(path);
        int at = bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(" alone "));
        Encoding.Unicode.GetBytes(" ALONE ").CopyTo(bytes, at);
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, time);
    }

    private static void Flip(Diamond diamond, string package)
    {
        byte[] bytes = File.ReadAllBytes(diamond.ImagePath(package));
        bytes[^20] ^= 4;
        File.WriteAllBytes(diamond.ImagePath(package), bytes);
    }

    private static void Cut(Diamond diamond, string package, int part)
    {
        byte[] bytes = File.ReadAllBytes(diamond.ImagePath(package));
        File.WriteAllBytes(diamond.ImagePath(package), bytes[..(bytes.Length / part)]);
    }
}

/// <summary>What of a package is not as it was built.</summary>
internal enum DamagedPart
{
    Nothing,
    Code,
    Image,

    /// <summary>Its own roots find their values in it all the same, but for the one that it lacks.</summary>
    ImageButOwnRoots,
}
