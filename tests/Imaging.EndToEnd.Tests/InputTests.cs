using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class InputTests
{
    [TestMethod]
    [DataRow("""<ImagingInput Include="data/words.txt" />""", "words.txt")]
    [DataRow("""<ImagingInput Include="data/words.txt" Name="a/b.txt" />""", "a/b.txt")]
    [DataRow("""<ImagingInput Include="data/words.txt" Name="a\b.txt" />""", "a/b.txt")]
    [DataRow("""<ImagingInput Include="data/words.txt" Link="linked.txt" />""", "linked.txt")]
    [DataRow("""<ImagingInput Include="data/words.txt" Link="linked.txt" Name="named.txt" />""", "named.txt")]
    public void Input_is_opened_by_its_name_at_run_time(string item, string name)
    {
        using Workspace workspace = Tool(item);
        workspace.Write("Tool/Entry.cs", $"""
            using var reader = new StreamReader(Imaging.ImagingInputs.Open("{name}"));
            Console.WriteLine(reader.ReadToEnd());
            """);

        workspace.BuildsWell("Tool");

        Assert.AreEqual("first", workspace.Start("Tool/bin/Debug/net10.0/Tool.dll"));
    }

    [TestMethod]
    [DataRow("""<ImagingInput Include="gone.txt" />""")]
    [DataRow("""<ImagingInput Include="data/words.txt" Name="../words.txt" />""")]
    [DataRow("""<ImagingInput Include="data/words.txt" Name="/words.txt" />""")]
    [DataRow("""<ImagingInput Include="data/words.txt;data/more.txt" Name="same.txt" />""")]
    public void Input_that_cannot_be_used_is_refused(string item)
    {
        using Workspace workspace = Tool(item);
        workspace.Write("Tool/Entry.cs", "Console.WriteLine();");

        workspace.Build("Tool").FailedWith("IMG5006");
        workspace.Build("Tool").FailedWith("IMG5006");
    }

    [TestMethod]
    public void Input_that_an_older_file_replaces_is_read_again()
    {
        using Workspace workspace = Tool("""<ImagingInput Include="data/words.txt" />""");
        workspace.Write("Tool/Words.cs", """
            public static class Words
            {
                public static readonly Imaging.ImageRoot<string> Root = new(() => new StreamReader(Imaging.ImagingInputs.Open("words.txt")).ReadToEnd(), "Root");
            }
            """);
        workspace.Write("Tool/Entry.cs", "Console.WriteLine(Words.Root.Value);");
        workspace.BuildsWell("Tool");
        Assert.AreEqual("first", workspace.Start("Tool/bin/Debug/net10.0/Tool.dll", ("IMAGING_MODE", "required")));

        workspace.Write("Tool/data/words.txt", "older");
        File.SetLastWriteTimeUtc(workspace.PathOf("Tool/data/words.txt"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        workspace.BuildsWell("Tool").Serialized("Tool");

        Assert.AreEqual("older", workspace.Start("Tool/bin/Debug/net10.0/Tool.dll", ("IMAGING_MODE", "required")));
        workspace.BuildsWell("Tool").SerializedNothing();
    }

    private static Workspace Tool(string item)
    {
        var workspace = new Workspace();
        workspace.RootLibrary("Tool", $"<ItemGroup>{item}</ItemGroup>", "<OutputType>Exe</OutputType>");
        workspace.Write("Tool/data/words.txt", "first");
        workspace.Write("Tool/data/more.txt", "more");
        return workspace;
    }
}
