using System.Text;
using Imaging.Identity;
using Imaging.Serializer.Linking;
using Imaging.Serializer.Reading;

namespace Imaging.Serializer.Tests.Linking;

[TestClass]
public sealed class LinkManifestTests
{
    [TestMethod]
    public void Manifest_has_assemblies_as_deployed_and_images_in_the_order_of_their_dependencies()
    {
        using var packages = new LinkedPackages();

        LinkResult result = packages.Link();

        Assert.IsEmpty(result.Findings);
        Assert.AreEqual(2, result.LinkedImages);
        Assert.AreEqual("Above Imaging.Runtime Zoo", string.Join(' ', result.Manifest.Assemblies.Select(static assembly => assembly.Name)));
        Assert.AreEqual(AssemblyFacts.Read(packages.PathOf("Zoo.dll")).Identity.ToString(), result.Manifest.Assemblies[2].Identity);
        Assert.AreEqual(new LinkedFramework(false, typeof(object).Module.ModuleVersionId.ToString()), result.Manifest.Framework);

        Assert.AreEqual("Zoo Above", string.Join(' ', result.Manifest.Images.Select(static image => image.Assembly)));
        LinkedImage above = result.Manifest.Images[1];
        Assert.AreEqual("Above.pkgimg", above.Path);
        Assert.AreEqual(ImageDescription.Read(packages.Above.ImagePath).BuildId, above.BuildId);
        Assert.IsTrue(above.Linked);
        Assert.AreEqual("Above Zoo", string.Join(' ', above.RestsOn));
        Assert.AreEqual(0, above.Dependencies.Single());
        Assert.AreEqual("false", above.Knobs["System.Globalization.Invariant"]);
        Assert.IsEmpty(result.Manifest.Images[0].Dependencies);
    }

    [TestMethod]
    public void Assemblies_may_lie_under_other_names_and_files_may_be_torn()
    {
        using var packages = new LinkedPackages();
        SourceCompiler.Compile("public static class Plain { }", packages.PathOf("Plain.dll"), []);
        File.Move(packages.PathOf("Plain.dll"), packages.PathOf("Plain.v2.dll"));
        File.WriteAllBytes(packages.PathOf("Torn.dll"), File.ReadAllBytes(packages.PathOf("Plain.v2.dll"))[..600]);

        LinkResult result = packages.Link();

        Assert.IsEmpty(result.Findings);
        Assert.AreEqual("Above Imaging.Runtime Plain Zoo", string.Join(' ', result.Manifest.Assemblies.Select(static assembly => assembly.Name)));
    }

    [TestMethod]
    public void Objects_count_as_referenced_where_an_assembly_under_another_name_may_load_others()
    {
        using var packages = new LinkedPackages();
        Assert.IsNotEmpty(packages.Link().Manifest.Unreferenced);
        SourceCompiler.Compile("public static class Host { public static object Load(string path) => System.Reflection.Assembly.LoadFrom(path); }", packages.PathOf("Host.dll"), []);
        File.Move(packages.PathOf("Host.dll"), packages.PathOf("Host.v2.dll"));

        Assert.IsEmpty(packages.Link().Manifest.Unreferenced);
    }

    [TestMethod]
    public void Text_is_fixed()
    {
        var manifest = new LinkManifest(
            "App",
            new LinkedFramework(true, "c0"),
            [new LinkedAssembly("Ä<b>", "1.2.3.4", "a1", "f1"), new LinkedAssembly("Zoo", "1.0.0.0", "a2", null)],
            [new LinkedImage("Lib", "sub/Lib.pkgimg", "b1", false, ["Lib", "Zoo"], [0, 2], new Dictionary<string, string> { ["Z"] = "true", ["A"] = "false" }, ["IMG3011"])],
            ["Lib b1 0"]);

        Assert.AreEqual(
            """
            {
              "format": 1,
              "app": "App",
              "framework": {
                "bundled": true,
                "coreLibrary": "c0"
              },
              "assemblies": [
                {
                  "name": "Ä<b>",
                  "version": "1.2.3.4",
                  "identity": "a1",
                  "file": "f1"
                },
                {
                  "name": "Zoo",
                  "version": "1.0.0.0",
                  "identity": "a2"
                }
              ],
              "images": [
                {
                  "assembly": "Lib",
                  "path": "sub/Lib.pkgimg",
                  "buildId": "b1",
                  "linked": false,
                  "restsOn": [
                    "Lib",
                    "Zoo"
                  ],
                  "dependencies": [
                    0,
                    2
                  ],
                  "knobs": {
                    "A": "false",
                    "Z": "true"
                  },
                  "findings": [
                    "IMG3011"
                  ]
                }
              ],
              "unreferenced": [
                "Lib b1 0"
              ]
            }

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(LinkManifestFile.Encode(manifest)));
    }

    [TestMethod]
    public void Same_files_give_the_same_bytes_in_any_directory()
    {
        using var packages = new LinkedPackages();
        packages.ChangeZoo();
        using var elsewhere = new TemporaryDirectory();
        foreach (string file in Directory.EnumerateFiles(packages.Directory).OrderDescending())
        {
            File.Copy(file, elsewhere.File(Path.GetFileName(file)));
        }

        LinkResult there = ImageLinker.Link(DeployedApp.Find(LinkedPackages.App, elsewhere.Path));

        Assert.IsNotEmpty(there.Findings);
        CollectionAssert.AreEqual(LinkManifestFile.Encode(packages.Link().Manifest), LinkManifestFile.Encode(there.Manifest));
    }

    [TestMethod]
    public void File_is_written_only_where_its_content_differs_and_goes_with_the_last_image()
    {
        using var packages = new LinkedPackages();
        LinkManifest manifest = packages.Link().Manifest;
        var past = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.IsFalse(LinkManifestFile.IsCurrent(packages.ManifestPath, manifest));

        LinkManifestFile.Update(packages.ManifestPath, manifest);
        File.SetLastWriteTimeUtc(packages.ManifestPath, past);
        Assert.IsTrue(LinkManifestFile.IsCurrent(packages.ManifestPath, manifest));
        LinkManifestFile.Update(packages.ManifestPath, packages.Link().Manifest);
        Assert.AreEqual(past, File.GetLastWriteTimeUtc(packages.ManifestPath));

        LinkManifestFile.Update(packages.ManifestPath, manifest with { App = "Other" });
        Assert.AreNotEqual(past, File.GetLastWriteTimeUtc(packages.ManifestPath));
        LinkManifestFile.Update(packages.ManifestPath, manifest with { Images = [] });
        Assert.IsFalse(File.Exists(packages.ManifestPath));
        Assert.IsTrue(LinkManifestFile.IsCurrent(packages.ManifestPath, manifest with { Images = [] }));
    }

    [TestMethod]
    public void Assemblies_that_an_app_does_not_list_are_not_its_own()
    {
        using var packages = new LinkedPackages();
        File.WriteAllText(packages.PathOf("App.deps.json"), """
            {
              "targets": {
                ".NETCoreApp,Version=v10.0": {
                  "Above/1.0.0": { "runtime": { "Above.dll": {} } },
                  "Zoo/1.0.0": {
                    "runtime": { "lib/net10.0/de/Zoo.resources.txt": {} },
                    "runtimeTargets": {
                      "runtimes/unix/lib/net10.0/Zoo.dll": { "rid": "unix", "assetType": "runtime" },
                      "runtimes/unix/native/Imaging.Runtime.dll": { "rid": "unix", "assetType": "native" }
                    }
                  }
                }
              }
            }
            """);

        Assert.AreEqual("Above Zoo", string.Join(' ', packages.Link().Manifest.Assemblies.Select(static assembly => assembly.Name)));
        File.WriteAllText(packages.PathOf("App.deps.json"), "no JSON");
        Assert.HasCount(3, packages.Link().Manifest.Assemblies);
    }

    [TestMethod]
    [DataRow("a:b b:c c:", "c b a")]
    [DataRow("c: b:missing a:", "a b c")]
    [DataRow("a:b b:a", "b a")]
    public void Order_is_that_of_dependencies_and_then_of_names(string restsOn, string expected)
    {
        var images = restsOn.Split(' ').Select(static pair => pair.Split(':')).ToDictionary(
            static pair => pair[0],
            static pair => (IReadOnlyList<string>)pair[1].Split(',', StringSplitOptions.RemoveEmptyEntries));

        Assert.AreEqual(expected, string.Join(' ', LinkOrder.Of(images)));
    }
}
