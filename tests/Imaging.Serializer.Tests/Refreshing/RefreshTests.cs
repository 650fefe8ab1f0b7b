using System.Text.Json;

namespace Imaging.Serializer.Tests.Refreshing;

[TestClass]
public sealed class RefreshTests
{
    [TestMethod]
    public async Task Missing_images_are_made_used_and_found_up_to_date()
    {
        using var app = new RefreshedApp();

        Assert.AreEqual(
            $"Zoo.pkgimg was made, because it had none\nAbove.pkgimg was made, because it had none\nApp on .NET {Environment.Version}: 2 images made, 0 up to date; App.imglink was written",
            (await app.RefreshAsync()).Text());
        Assert.AreEqual($"{Environment.Version} ape bee cat 40 True", (await app.RunAsync()).Text());

        string before = app.Snapshot();
        Assert.AreEqual($"App on .NET {Environment.Version}: all up to date, 2 images; App.imglink is up to date", (await app.RefreshAsync()).Text());
        Assert.AreEqual(before, app.Snapshot());
    }

    [TestMethod]
    public async Task Deleted_and_damaged_images_are_made_again_and_no_other()
    {
        using var app = new RefreshedApp();
        await app.RefreshAsync();
        byte[] zoo = await File.ReadAllBytesAsync(app.PathOf("Zoo.pkgimg"));
        byte[] above = await File.ReadAllBytesAsync(app.PathOf("Above.pkgimg"));
        DateTime time = File.GetLastWriteTimeUtc(app.PathOf("Above.pkgimg"));

        File.Delete(app.PathOf("Zoo.pkgimg"));
        Assert.StartsWith("Zoo.pkgimg was made, because it had none\nApp on", (await app.RefreshAsync()).Text());
        Assert.AreSequenceEqual(zoo, await File.ReadAllBytesAsync(app.PathOf("Zoo.pkgimg")));

        byte[] damaged = [.. zoo];
        damaged[^9] ^= 1;
        await File.WriteAllBytesAsync(app.PathOf("Zoo.pkgimg"), damaged);
        string text = (await app.RefreshAsync()).Text();
        Assert.StartsWith("Zoo.pkgimg was made, because the image is damaged: ", text);
        Assert.Contains(": 1 image made, 1 up to date; App.imglink is up to date", text);
        Assert.AreSequenceEqual(zoo, await File.ReadAllBytesAsync(app.PathOf("Zoo.pkgimg")));
        Assert.AreSequenceEqual(above, await File.ReadAllBytesAsync(app.PathOf("Above.pkgimg")));
        Assert.AreEqual(time, File.GetLastWriteTimeUtc(app.PathOf("Above.pkgimg")));
    }

    [TestMethod]
    public async Task Image_of_a_dependency_that_changed_takes_along_what_rests_on_it()
    {
        using var app = new RefreshedApp();
        await app.RefreshAsync();
        app.CompileZoo(RefreshedApp.Zoo.Replace("cat", "cow", StringComparison.Ordinal));

        JsonElement json = await app.RefreshJsonAsync(0);

        Assert.AreEqual("Zoo made: it was made with Zoo 0.0.0.0, and what was resolved is another build of that version; Above made: it was made with Zoo 0.0.0.0, and what was resolved is another build of that version", Describe(json));
        Assert.AreEqual("written", json.GetProperty("manifestState").GetString());
        Assert.AreEqual($"{Environment.Version} ape bee cow 40 True", (await app.RunAsync()).Text());
        Assert.AreEqual("Zoo upToDate: ; Above upToDate: ", Describe(await app.RefreshJsonAsync(0)));
    }

    private static string Describe(JsonElement json) => string.Join("; ", json.GetProperty("units").EnumerateArray()
        .Select(static unit => $"{unit.GetProperty("package").GetString()} {unit.GetProperty("state").GetString()}: {unit.GetProperty("reason").GetString()}"));
}
