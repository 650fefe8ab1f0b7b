using Imaging.Format;
using Imaging.Serializer.Tests.Reading;

namespace Imaging.Serializer.Tests.Restore;

/// <summary>Classes whose fields lie elsewhere in a program that was compiled ahead of time, with objects of the same size.</summary>
[TestClass]
public sealed class MovedFieldsTests
{
    private const string Base = "public class Priced { public string Name = \"n\"; public bool? Flag = true; }";
    private const string Settled = "public class Plain { public bool Flag = true; } public sealed class Next : Plain { public int One = 1, Two = 2; }";
    private const string Roots = "public sealed class Item : Priced { public int One = 1, Two = 2; } public static class Roots { public static readonly ImageRoot<object[]> All = new(() => [new Item(), new Next()]); }";
    private const string Expression = "$\"{((Item)Roots.All.Value[0]).One} {((Item)Roots.All.Value[0]).Two} {((Next)Roots.All.Value[1]).Two}\"";

    [TestMethod]
    public async Task Fields_that_may_move_are_compared()
    {
        using var package = TestPackage.Compile(Base + Settled + Roots);
        package.SerializeAll();
        await RootReading.IsRestoredAsync(package, Expression, "1 2 2", "Roots.All");

        var patch = new ImagePatch(package.ImagePath);
        Span<RawType> types = patch.Table<RawType>(SectionKind.Types);
        int moved = 0;
        foreach (ref RawType type in types)
        {
            if (type.Layout != 0)
            {
                type.Layout ^= 2;
                moved++;
            }
        }

        patch.Save();
        Assert.AreEqual(1, moved);
        await RootReading.IsBuiltAsync(package, Expression, "1 2 2", "Roots.All", "the type Item has another layout than the image was made with");
    }
}
