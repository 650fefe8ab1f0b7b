using Imaging.Serializer.Packages;
using Imaging.Serializer.Tests.Frameworks;
using Imaging.Serializer.Worklists;

namespace Imaging.Serializer.Tests.Worklists;

[TestClass]
public sealed class WorklistTests
{
    [TestMethod]
    public void Packages_are_made_in_the_order_of_their_references_and_found_up_to_date_after_that()
    {
        using var project = new WorklistProject();
        project.Add("Base", Roots("Base", "1"));
        project.Add("Left", Roots("Left", "Base.Root.Value[0]"), "Base");
        project.Add("Right", Roots("Right", "2") + "public static class NoBuilder { public static int Number() => Base.Root.Value[0]; }", "Base");
        project.Add("App", Roots("App", "Left.Root.Value[0] + Right.Root.Value[0]"), "Left", "Right", "Base");
        var cores = new CountedCores();

        Assert.AreEqual("Base Made, Left Made, Right Made, App Made", Describe(project.Run(cores)));
        Assert.AreEqual(cores.Asked, cores.Returned);
        Assert.IsLessThanOrEqualTo(1, cores.Asked, "two units lie side by side");
        Assert.AreEqual("Base UpToDate, Left UpToDate, Right UpToDate, App UpToDate", Describe(project.Run(cores)));

        project.Add("Base", Roots("Base", "3"));
        WorklistResult changed = project.Run(cores);
        Assert.AreEqual("Base Made, Left Made, Right UpToDate, App Made", Describe(changed));
        Assert.AreEqual("its own code changed", changed.Units.First().Result!.Reason);
        Assert.AreEqual("Base changed, the image of Base changed", changed.Dependencies[1].Result!.Reason);
        Assert.Contains("the image of Left changed", changed.Package!.Result!.Reason!);
    }

    [TestMethod]
    public void Image_that_came_with_a_package_is_used_where_it_holds_and_made_again_where_it_does_not()
    {
        using var project = new WorklistProject();
        project.Add("Base", Roots("Base", "1"));
        project.Add("Lib", Roots("Lib", "Base.Root.Value[0]"), "Base");
        project.Add("App", "public static class Program { }", "Lib", "Base");
        foreach (UnitOutcome unit in project.Run().Dependencies)
        {
            File.Move(unit.ImagePath!, Path.ChangeExtension(project.PathOf(unit.Package), ".pkgimg"));
        }

        Assert.AreEqual("Base Shipped, Lib Shipped, App NoImage", Describe(project.Run()));
        Assert.IsFalse(Directory.Exists(project.DependencyDirectory), "images that are no longer needed are left behind");

        project.Add("Base", Roots("Base", "2"));
        WorklistResult result = project.Run();
        Assert.AreEqual("Base Made, Lib Made, App NoImage", Describe(result));
        Assert.AreEqual(new VersionConflict("Base", "0.0.0.0", "0.0.0.0", project.PathOf("Base")), result.Dependencies[1].Misfit!.Conflict);

        File.WriteAllText(Path.ChangeExtension(project.PathOf("Lib"), ".pkgimg"), "damaged");
        Assert.AreEqual("Base UpToDate, Lib UpToDate, App NoImage", Describe(project.Run()));
    }

    [TestMethod]
    public void Project_without_an_image_keeps_its_builders_and_a_library_without_roots_needs_none()
    {
        using var project = new WorklistProject();
        project.Add("Lib", Roots("Lib", "1"));
        project.Add("App", "public static class Program { }", "Lib");

        Assert.AreEqual("Lib NoImage, App NoImage", Describe(project.Run(isPackage: false)));
        Assert.AreEqual("App NoImage", Describe(project.Run(isApp: false)));
    }

    [TestMethod]
    public void Only_what_rests_on_a_further_framework_is_made_with_it()
    {
        using var project = new WorklistProject();
        project.Add("Plain", Roots("Plain", "1"));
        project.Add("Web", "");
        WebPackage.Compile("public static class Web { public static int Length => new PathString(\"/a\").Value.Length; }", project.PathOf("Web"));
        project.Add("Above", Roots("Above", "Web.Length"), "Web");
        project.Add("App", "public static class Program { }", "Plain", "Above", "Web");
        string? alone = project.Run().Dependencies.Single(static unit => unit.Package == "Plain").Key;

        WorklistResult result = project.Run(frameworks: [WebPackage.Framework]);

        Assert.AreEqual("Above Made, Plain UpToDate, App NoImage", Describe(result));
        Assert.AreEqual(alone, result.Dependencies[1].Key);
        Assert.Contains("framework Microsoft.AspNetCore.App", ImageKey.Read(result.Dependencies[0].ImagePath!)!.Parts.Keys);
    }

    [TestMethod]
    public void Cycle_is_named_and_what_lies_in_it_is_not_made()
    {
        using var project = new WorklistProject();
        project.Add("Two", "public class TwoType { }");
        project.Add("One", Roots("One", "1") + "public class OneType : TwoType { }", "Two");
        project.Add("Two", Roots("Two", "1") + "public class TwoType { public OneType Other; }", "One");
        project.Add("Above", Roots("Above", "1") + "public class Above2 : OneType { }", "One", "Two");
        project.Add("App", "public static class Program { }", "Above", "One", "Two");

        WorklistResult result = project.Run();

        Assert.AreEqual("One > Two > One", string.Join(", ", result.Cycles.Select(static cycle => string.Join(" > ", cycle))));
        Assert.AreEqual("Above Made, App NoImage, One NoImage, Two NoImage", string.Join(", ", Describe(result).Split(", ").Order(StringComparer.Ordinal)));
    }

    private static string Roots(string name, string value) =>
        $"public static class {name} {{ public static readonly ImageRoot<int[]> Root = new(() => [{value}], \"Root\"); }}";

    private static string Describe(WorklistResult result) => string.Join(", ", result.Units.Select(static unit => $"{unit.Package} {unit.State}"));
}
