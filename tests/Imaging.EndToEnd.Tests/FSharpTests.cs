using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class FSharpTests
{
    [TestMethod]
    public void Bindings_of_modules_and_classes_are_roots_and_mutable_ones_are_named()
    {
        using var workspace = new Workspace();
        workspace.Write("Tool/Tool.fsproj", $"""
            <Project Sdk="{Workspace.SdkAttribute}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup><Compile Include="Tables.fs;Program.fs" /></ItemGroup>
            </Project>
            """);
        workspace.Write("Tool/Tables.fs", """
            module FsLib.Tables
            open Imaging
            type private Here = class end
            let private create () = Array.init 10 id
            let private root = ImageRoot<int[]>(create, typeof<Here>.DeclaringType, "FsLib.Tables.module")
            type Holder() =
                static let inLet = ImageRoot<int[]>(create, typeof<Here>.DeclaringType, "FsLib.Tables.let")
                static let mutable changing = ImageRoot<int[]>(create, typeof<Here>.DeclaringType, "FsLib.Tables.changing")
                static member val InVal = ImageRoot<int[]>(create, typeof<Here>.DeclaringType, "FsLib.Tables.val")
                static member InLet = inLet.Value
                static member Change() = changing <- Holder.InVal
                static member Changing = changing.Value
            let sum () = Array.sum root.Value + Array.sum Holder.InLet + Array.sum Holder.InVal.Value
            """);
        workspace.Write("Tool/Program.fs", """
            module FsLib.Program
            open Imaging
            [<EntryPoint>]
            let main _ =
                printfn "%d" (Tables.sum ())
                for decision in PackageImage.Decisions do printfn "%s %b" decision.Root decision.FromImage
                0
            """);

        BuildRun run = workspace.BuildsWell("Tool");

        Assert.AreEqual("IMG2019", run.WarningCodes.Single());
        Assert.IsNotEmpty(run.Messages("Package image written: 3 of 3 roots"));
        Assert.AreEqual(
            "135,FsLib.Tables.let true,FsLib.Tables.module true,FsLib.Tables.val true",
            string.Join(',', workspace.Start("Tool/bin/Debug/net10.0/Tool.dll").Split('\n').Order(StringComparer.Ordinal)));
    }
}
