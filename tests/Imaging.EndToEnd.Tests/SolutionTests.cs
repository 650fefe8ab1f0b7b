using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

/// <summary>A solution of 40 projects: what is made again after a change, and what is not.</summary>
[TestClass]
public sealed class SolutionTests
{
    private const int Libraries = 39;
    private const int Bases = 3;
    private const string Changed = "P2";

    [TestMethod]
    public void Exactly_the_images_that_rest_on_a_change_are_made()
    {
        using Workspace workspace = Solution();
        string[] all = [.. Numbers.Select(Name)];
        string[] above = [.. Numbers.Where(RestsOnChanged).Select(Name)];
        Assert.IsGreaterThan(10, above.Length);
        Assert.IsLessThan(Libraries - 10, above.Length);

        Expect(workspace, "first build", all);
        Expect(workspace, "nothing changed", []).SerializedNothing().LinkedNothing();

        workspace.Replace("P39/Words.cs", "\"P39\"", "\"leaf\"");
        Expect(workspace, "a leaf changed", ["P39"]);

        workspace.Replace($"{Changed}/Words.cs", "=> 1", "=> 2");
        BuildRun body = Expect(workspace, "the body of a method changed", above);
        Assert.HasCount(1, body.Messages($"{Changed} is stale because its own code changed"));
        Assert.HasCount(1, body.Messages($"P4 is stale because {Changed} changed"));
        Assert.AreEqual(1, body.Runs("Csc"), "reference assemblies stop the compiler");

        workspace.Replace($"{Changed}/Words.cs", "namespace", "// a comment\nnamespace");
        Expect(workspace, "a comment changed", []).Serialized(Changed);

        workspace.Write($"{Changed}/data.txt", "other");
        BuildRun data = Expect(workspace, "an input changed", above);
        Assert.HasCount(1, data.Messages($"{Changed} is stale because the input data.txt changed"));
        Assert.HasCount(1, data.Messages($"P4 is stale because the image of {Changed} changed"));
        Assert.AreEqual(0, data.Runs("Csc"));

        Expect(workspace, "nothing changed at last", []).SerializedNothing().LinkedNothing();
        workspace.Run("build", "App", "-question").Succeeded();
        workspace.Run("msbuild", "App", "-graph", "-isolate").Succeeded().SerializedNothing();

        Assert.AreEqual("other P2 P4 P9 P19 leaf", workspace.Start("App/bin/Debug/net10.0/App.dll", ("IMAGING_MODE", "required")));
    }

    private static IEnumerable<int> Numbers => Enumerable.Range(1, Libraries).OrderBy(Name, StringComparer.Ordinal);

    private static BuildRun Expect(Workspace workspace, string when, string[] made)
    {
        BuildRun run = workspace.BuildsWell("App", "-m");
        Assert.AreEqual(string.Join(' ', made), string.Join(' ', run.Made), when);
        Assert.IsEmpty(run.Warnings, when);
        return run;
    }

    private static string Name(int number) => $"P{number}";

    // A builder reads the root of the first; of the second, only code that no builder runs is used.
    private static int[] References(int number) => number <= Bases ? [] : [number / 2, number / 3];

    private static bool RestsOnChanged(int number) => Name(number) == Changed || (number > Bases && RestsOnChanged(number / 2));

    private static Workspace Solution()
    {
        var workspace = new Workspace();
        foreach (int number in Numbers)
        {
            string name = Name(number);
            string body = string.Concat(References(number).Select(static other => $"""<ProjectReference Include="../{Name(other)}/{Name(other)}.csproj" />"""));
            workspace.Project(name, Workspace.SdkAttribute, $"""<ItemGroup>{body}<ImagingInput Include="data.txt" Condition="Exists('data.txt')" /></ItemGroup>""", "<ImagingVerify>false</ImagingVerify>");
            string below = number <= Bases ? """new System.IO.StreamReader(Imaging.ImagingInputs.Open("data.txt")).ReadToEnd().Trim()""" : $".. {Name(number / 2)}.Words.Items";
            string other = number <= Bases ? "1" : $"{Name(number / 3)}.Words.Number()";
            workspace.Write($"{name}/Words.cs", $$"""
                namespace {{name}};

                public static class Words
                {
                    private static readonly Imaging.ImageRoot<string[]> Root = new(() => [{{below}}, "{{name}}"], "Root");

                    public static string[] Items => Root.Value;

                    public static int Number() { int Here() => 1; return Here() + {{other}}; }
                }
                """);
            if (number <= Bases)
            {
                workspace.Write($"{name}/data.txt", "first");
            }
        }

        string references = string.Concat(Numbers.Where(static number => number > Libraries / 2).Select(static number => $"""<ProjectReference Include="../{Name(number)}/{Name(number)}.csproj" />"""));
        workspace.Project("App", Workspace.SdkAttribute, $"<ItemGroup>{references}</ItemGroup>", "<OutputType>Exe</OutputType>");
        workspace.Write("App/Program.cs", "Console.WriteLine(string.Join(' ', P39.Words.Items));");
        return workspace;
    }
}
