using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

/// <summary>Projects whose images refer to each other: Top above Middle above Base, and Apart above Base, which refers to nothing of it.</summary>
[TestClass]
public sealed class LinkedImagesTests
{
    private const string Output = "Top/bin/Debug/net10.0/";
    private const string MadeAgain = "Package image made again: it was linked to the image of ";

    [TestMethod]
    public void Image_of_a_dependency_that_becomes_another_has_those_that_are_linked_to_it_made_again()
    {
        using Workspace workspace = Projects();
        BuildRun first = workspace.BuildsWell("Top");
        Assert.IsEmpty(first.Messages(MadeAgain));
        Assert.AreEqual("[one two 3] own", Start(workspace, "required"));
        string @base = IdOf(workspace, "Base");
        string middle = IdOf(workspace, "Middle");
        byte[] apart = File.ReadAllBytes(workspace.PathOf("Apart/obj/Debug/net10.0/Apart.pkgimg"));

        workspace.Write("Base/data.txt", "one two 4");
        BuildRun again = workspace.BuildsWell("Top").Serialized("Base").Serialized("Middle").Serialized("Top");

        CollectionAssert.AreEqual(
            new[] { $"{MadeAgain}Base with build id {@base}, which now has {IdOf(workspace, "Base")}", $"{MadeAgain}Middle with build id {middle}, which now has {IdOf(workspace, "Middle")}" },
            again.Messages(MadeAgain).Distinct().Order(StringComparer.Ordinal).ToArray());
        CollectionAssert.AreEqual(apart, File.ReadAllBytes(workspace.PathOf("Apart/obj/Debug/net10.0/Apart.pkgimg")));
        Assert.AreEqual("Package images linked: 4 of 4 in Top", again.Messages("Package images linked").Single());
        Assert.AreEqual("[one two 4] own", Start(workspace, "required"));
        workspace.BuildsWell("Top").SerializedNothing().LinkedNothing();

        // The file as it was, put there by hand: what rests on it knows.
        workspace.Write(Output + "imaging-inputs/Base/data.txt", "one two 3");
        string[] log = Start(workspace, "auto", ("IMAGING_LOG", "1")).Split('\n');
        Assert.Contains("[one two 3] own", log);
        Assert.Contains("it rests on Base, whose Base.Words.Root cannot be restored: the input data.txt changed", log.Single(static line => line.StartsWith("imaging: Top Top.Program.Root builder", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Dependency_that_is_built_again_to_the_same_content_has_nothing_made_again()
    {
        using Workspace workspace = Projects();
        workspace.BuildsWell("Top");
        string[] images = ["Base", "Middle", "Apart", "Top"];
        DateTime[] before = [.. images.Select(name => File.GetLastWriteTimeUtc(workspace.PathOf($"{name}/obj/Debug/net10.0/{name}.pkgimg")))];
        workspace.Replace("Base/Words.cs", "public static class Words", "// A comment.\npublic static class Words");

        BuildRun run = workspace.BuildsWell("Top").Serialized("Base");

        Assert.IsEmpty(run.Messages(MadeAgain));
        Assert.IsEmpty(run.Messages("Package image written"));
        CollectionAssert.AreEqual(before, images.Select(name => File.GetLastWriteTimeUtc(workspace.PathOf($"{name}/obj/Debug/net10.0/{name}.pkgimg"))).ToArray());
        Assert.AreEqual("[one two 3] own", Start(workspace, "required"));
    }

    private static Workspace Projects()
    {
        var workspace = new Workspace();
        workspace.Project("Base", Workspace.SdkAttribute, """<ItemGroup><ImagingInput Include="data.txt" /></ItemGroup>""");
        workspace.Write("Base/data.txt", "one two 3");
        workspace.Write("Base/Words.cs", """
            using Imaging;
            namespace Base;
            public static class Words
            {
                public static readonly ImageRoot<string[]> Root = new(() => { using var reader = new StreamReader(ImagingInputs.Open("data.txt")); return reader.ReadToEnd().Split(' '); });
            }
            """);
        workspace.Project("Middle", Workspace.SdkAttribute, """<ItemGroup><ProjectReference Include="../Base/Base.csproj" /></ItemGroup>""");
        workspace.Write("Middle/Words.cs", """
            using Imaging;
            namespace Middle;
            public static class Words { public static readonly ImageRoot<object[]> Root = new(() => [Base.Words.Root.Value, "own"]); }
            """);
        workspace.Project("Apart", Workspace.SdkAttribute, """<ItemGroup><ProjectReference Include="../Base/Base.csproj" /></ItemGroup>""");
        workspace.Write("Apart/Words.cs", """
            using Imaging;
            namespace Apart;
            public static class Words { public static readonly ImageRoot<int[]> Root = new(() => [1, 2, 3]); public static string Late => Base.Words.Root.Value[0]; }
            """);
        workspace.Project(
            "Top", Workspace.SdkAttribute, """<ItemGroup><ProjectReference Include="../Middle/Middle.csproj" /><ProjectReference Include="../Apart/Apart.csproj" /></ItemGroup>""", "<OutputType>Exe</OutputType>");
        workspace.Write("Top/Program.cs", """
            using Imaging;
            namespace Top;
            public static class Program
            {
                public static readonly ImageRoot<object[]> Root = new(() => [Middle.Words.Root.Value]);
                public static void Main()
                {
                    object[] middle = (object[])Root.Value[0];
                    bool one = ReferenceEquals(middle, Middle.Words.Root.Value) && ReferenceEquals(middle[0], Base.Words.Root.Value) && Apart.Words.Root.Value.Length == 3;
                    Console.WriteLine(one ? $"[{string.Join(' ', (string[])middle[0])}] {middle[1]}" : "other objects");
                }
            }
            """);
        return workspace;
    }

    private static string Start(Workspace workspace, string mode, params (string Name, string Value)[] environment) =>
        workspace.Start(Output + "Top.dll", [("IMAGING_MODE", mode), .. environment]);

    private static string IdOf(Workspace workspace, string project) => workspace.Read($"{project}/obj/Debug/net10.0/{project}.imaging.marker").Split(' ')[1].Trim();
}
