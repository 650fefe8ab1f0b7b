using Imaging.Tasks;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Imaging.Serializer.Tests.Tasks;

/// <summary>What the system does not let the tasks write is no bug of Imaging.</summary>
[TestClass]
public sealed class FileAccessTests
{
    [TestMethod]
    public void Image_that_cannot_be_written_is_an_error_that_names_the_file()
    {
        using var package = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<int[]> Primes = new(() => [2, 3, 5]); }");
        string missing = Path.Combine(package.Directory, "missing");
        var host = TaskHost.Create();
        using SerializePackageImage task = host.TaskOf(package);
        task.ImagePath = Path.Combine(missing, "P.pkgimg");

        Assert.IsFalse(task.Execute());

        AssertNames(missing, host);
    }

    [TestMethod]
    public void Link_manifest_that_cannot_be_written_is_an_error_that_names_the_file()
    {
        using var package = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<int[]> Primes = new(() => [2, 3, 5]); }");
        package.SerializeAll();
        string manifest = Path.Combine(package.Directory, "App.imglink");
        Directory.CreateDirectory(manifest);
        File.WriteAllText(Path.Combine(package.Directory, "App.runtimeconfig.json"), """{ "runtimeOptions": { } }""");
        var host = TaskHost.Create();
        var task = new LinkPackageImages
        {
            BuildEngine = host.Engine,
            ProjectFile = Path.Combine(package.Directory, "App.csproj"),
            App = "App",
            Directory = package.Directory,
            Images = [new TaskItem(package.ImagePath)],
            Level = "error",
        };

        Assert.IsFalse(task.Execute());

        AssertNames(manifest, host);
    }

    private static void AssertNames(string path, TaskHost host)
    {
        BuildErrorEventArgs error = host.Errors.Single();
        Assert.AreEqual("IMG5012", error.Code, error.Message);
        Assert.Contains(path, error.Message!);
        Assert.DoesNotContain("   at ", error.Message!);
    }
}
