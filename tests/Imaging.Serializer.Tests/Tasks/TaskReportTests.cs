using Imaging.Tasks;
using Microsoft.Build.Framework;

namespace Imaging.Serializer.Tests.Tasks;

/// <summary>What the task of a project says of the packages below it, and of itself.</summary>
[TestClass]
public sealed class TaskReportTests
{
    private const string Program = "public static class Program { }";

    [TestMethod]
    public void Assemblies_that_reference_each_other_are_a_warning_that_names_them_in_order()
    {
        using var two = TestPackage.Compile("public class TwoType { }", "Two");
        using var one = TestPackage.Compile("public class OneType : TwoType { }", "One", two);
        using var app = TestPackage.Compile(Program, "App", one);
        SourceCompiler.Compile("public class TwoType { public OneType Other; }", Path.Combine(app.Directory, "Two.dll"), [one.AssemblyPath]);

        TaskHost host = Run(app);

        BuildWarningEventArgs warning = host.Warnings.Single();
        Assert.AreEqual("IMG5030", warning.Code);
        Assert.AreEqual("App resolves assemblies that reference each other: One -> Two -> One. No image is made of those that came without one that holds. Let references lead one way.", warning.Message);
    }

    [TestMethod]
    public void Image_that_came_with_a_package_and_does_not_hold_is_named_with_the_reason_and_made_again()
    {
        using var lib = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<int[]> Numbers = new(() => [1]); }", "Lib");
        lib.SerializeAll();
        using var app = TestPackage.Compile(Program, "App", lib);
        File.WriteAllText(Path.Combine(app.Directory, "Lib.pkgimg"), "damaged");

        TaskHost host = Run(app);

        BuildMessageEventArgs message = host.Messages.Single(static message => message.Code is not null);
        Assert.AreEqual("IMG5031", message.Code);
        Assert.StartsWith("The image that came with Lib does not hold in App: ", message.Message!);
        Assert.EndsWith(" App has an image of its own of it.", message.Message!);
        Assert.IsTrue(File.Exists(Path.Combine(app.Directory, "dependencies", "Lib.pkgimg")));
    }

    [TestMethod]
    public void Failure_that_nobody_foresaw_is_told_as_a_bug_with_its_place()
    {
        using var package = TestPackage.Compile(Program);
        File.WriteAllText(package.AssemblyPath, "no assembly");
        var host = TaskHost.Create();
        using SerializePackageImage task = host.TaskOf(package);

        Assert.IsFalse(task.Execute());

        BuildErrorEventArgs error = host.Errors.Single();
        Assert.AreEqual("IMG9001", error.Code);
        Assert.StartsWith("Imaging failed on P. This is a bug in Imaging; set ImagingEnabled to false to build without images. System.BadImageFormatException: ", error.Message!);
        Assert.Contains("   at ", error.Message!);
    }

    [TestMethod]
    [DataRow("Microsoft.AspNetCore.App", "10.0.0", "it ships Microsoft.AspNetCore.App itself, and builders run on shared frameworks. ")]
    [DataRow("Microsoft.WindowsDesktop.App", "", "it uses Microsoft.WindowsDesktop.App, which exists on Windows only. ")]
    [DataRow("Packed.Framework", "", "it uses Packed.Framework, of which no version is installed in ")]
    public void Framework_that_builders_cannot_get_is_named_with_what_to_do(string framework, string bundled, string reason)
    {
        using var package = TestPackage.Compile("public static class Roots { public static readonly ImageRoot<int[]> Numbers = new(() => [1]); }");
        var host = TaskHost.Create();
        using SerializePackageImage task = host.TaskOf(package);
        task.ExtraFrameworks = [new Microsoft.Build.Utilities.TaskItem(framework)];
        task.BundledFramework = bundled;

        Assert.IsTrue(task.Execute());

        BuildWarningEventArgs warning = host.Warnings.Single();
        Assert.AreEqual("IMG5007", warning.Code);
        Assert.StartsWith("The roots of P keep their builders: " + reason, warning.Message!);
        Assert.IsFalse(File.Exists(package.ImagePath));
    }

    private static TaskHost Run(TestPackage app)
    {
        var host = TaskHost.Create();
        using SerializePackageImage task = host.TaskOf(app);
        task.IsApp = true;
        Assert.IsTrue(task.Execute(), string.Join('\n', host.Errors.Select(static error => error.Message)));
        return host;
    }
}
