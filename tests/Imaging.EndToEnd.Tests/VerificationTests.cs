using Imaging.EndToEnd.Tests.Harness;

namespace Imaging.EndToEnd.Tests;

[TestClass]
public sealed class VerificationTests
{
    private const string Image = "Lib/obj/Debug/net10.0/Lib.pkgimg";

    // The analyzer sees the clock too.
    private const string Unwatched = "<NoWarn>$(NoWarn);IMG1101</NoWarn>";

    // A root that no two captures can make alike.
    private const string Impure = """
        using System;

        namespace Lib
        {
            public sealed class Stamp { public DateTime Time; }

            public static class Stamps
            {
                private static readonly Imaging.ImageRoot<Stamp> Root = new(() => new Stamp { Time = DateTime.UtcNow }, "Root");

                public static bool Exists => Root.Value.Time > DateTime.UnixEpoch;
            }
        }
        """;

    [TestMethod]
    public void Image_is_verified_and_the_build_says_what_it_saves()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");

        BuildRun run = workspace.BuildsWell("Lib");

        Assert.IsEmpty(run.WarningCodes, run.Output);
        Assert.IsTrue(IsVerified(workspace));
        Assert.IsNotEmpty(run.Messages("Package image written: 1 of 1 roots"));
        Assert.IsNotEmpty(run.Messages("bytes, verified"));
        Assert.IsTrue(run.Messages("Lib.Words.Root: builder ").Single().Contains(" ms, restore ", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Root_that_differs_keeps_its_builder_and_the_others_stay_in_the_image()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", properties: Unwatched);
        workspace.Write("Lib/Stamps.cs", Impure);
        workspace.PlainConsumer("App", "Lib", isExe: true);

        BuildRun run = workspace.BuildsWell("App");

        Assert.AreEqual("IMG2030", run.WarningCodes.Single());
        Assert.Contains("gave another value at Lib.Stamps.Root.Time: ", run.Output);
        Assert.IsNotEmpty(run.Messages("Package image written: 1 of 2 roots"));
        Assert.IsTrue(IsVerified(workspace));
        Assert.AreEqual("one-two-three", workspace.Start("App/bin/Debug/net10.0/App.dll", ("IMAGING_MODE", "required")));

        workspace.Write("Lib/More.cs", "// another time stamp");
        workspace.Build("App", "-p:WarningsAsErrors=IMG2030").FailedWith("IMG2030");
    }

    [TestMethod]
    public void Verification_can_be_switched_off_and_on()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib", properties: Unwatched);
        workspace.Write("Lib/Stamps.cs", Impure);

        BuildRun run = workspace.BuildsWell("Lib", "-p:ImagingVerify=false");
        Assert.IsEmpty(run.WarningCodes, run.Output);
        Assert.IsNotEmpty(run.Messages("Package image written: 2 of 2 roots"));
        Assert.IsFalse(IsVerified(workspace));

        Assert.AreEqual("IMG2030", workspace.BuildsWell("Lib").Serialized("Lib").WarningCodes.Single());
        Assert.IsTrue(IsVerified(workspace));
        workspace.BuildsWell("Lib").SerializedNothing();
    }

    [TestMethod]
    public void Image_is_verified_where_globalization_is_invariant()
    {
        using var workspace = new Workspace();
        workspace.RootLibrary("Lib");

        Execution execution = Execution.Run(workspace.Root, "dotnet", ["build", "Lib", "-nologo", "-tl:off", "-nr:false"], ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"));

        Assert.AreEqual(0, execution.ExitCode, execution.Output);
        Assert.DoesNotContain("IMG203", execution.Output);
        Assert.IsTrue(IsVerified(workspace));
    }

    /// <summary>The flag in the header of the image.</summary>
    private static bool IsVerified(Workspace workspace) => File.ReadAllBytes(workspace.PathOf(Image))[13] == 1;
}
