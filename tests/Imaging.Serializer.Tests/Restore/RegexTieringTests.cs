namespace Imaging.Serializer.Tests.Restore;

/// <summary>Compiled regular expressions interpret when they are restored, and are compiled while the program runs.</summary>
[TestClass]
public sealed class RegexTieringTests
{
    private const string Source = """
        using System.Text.RegularExpressions;

        public static class Roots
        {
            public static readonly ImageRoot<Regex[]> Patterns = new(() =>
            [
                new Regex(@"(?<word>\w+)-(?<number>\d+)", RegexOptions.Compiled),
                new Regex("ISTANBUL", RegexOptions.Compiled | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant),
                new Regex("strasse", RegexOptions.Compiled | RegexOptions.IgnoreCase),
                new Regex("a+b", RegexOptions.Compiled | RegexOptions.NonBacktracking),
                new Regex("b+a", RegexOptions.Compiled | RegexOptions.RightToLeft, System.TimeSpan.FromSeconds(30)),
                new Regex("plain"),
            ]);
        }
        """;

    // Matches on four threads from before the code is exchanged until after it, and then looks at what runs.
    private const string Check = """
        var regexes = Roots.Patterns.Value;
        string text = string.Join(' ', Enumerable.Range(0, 40).Select(i => "item-" + i + " istanbul Strasse aaab bbba plain"));
        string Describe() => string.Join(',', regexes.Select(regex => regex.Matches(text).Count)) + " " + regexes[0].Match(text).Groups["number"].Value + " " + string.Join('|', regexes[0].GetGroupNames());
        string options = string.Join(',', regexes.Select(regex => (int)regex.Options)) + " " + regexes[4].MatchTimeout.TotalSeconds;
        string first = Describe();
        int wrong = 0;
        bool stop = false;
        var threads = Enumerable.Range(0, 4).Select(_ => new System.Threading.Thread(() => { while (!System.Threading.Volatile.Read(ref stop)) { if (Describe() != first) System.Threading.Interlocked.Increment(ref wrong); } })).ToArray();
        foreach (var thread in threads) thread.Start();

        object Private(System.Text.RegularExpressions.Regex regex, string name) => typeof(System.Text.RegularExpressions.Regex).GetField(name, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic).GetValue(regex);
        bool IsCompiled(System.Text.RegularExpressions.Regex regex)
        {
            regex.IsMatch(text);
            return !Private(regex, "factory").GetType().Name.Contains("Interpreter") && Private(regex, "_runner")?.GetType().Name.Contains("Interpreter") != true;
        }

        bool AllCompiled() => regexes.Take(5).All(IsCompiled);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!AllCompiled() && watch.Elapsed.TotalSeconds < 60) System.Threading.Thread.Sleep(5);
        System.Threading.Volatile.Write(ref stop, true);
        foreach (var thread in threads) thread.Join();
        while (!AllCompiled() && watch.Elapsed.TotalSeconds < 60) System.Threading.Thread.Sleep(5);
        Console.Write($"{first} {options} wrong {wrong} compiled {AllCompiled()} plain {IsCompiled(regexes[5])} same {Describe() == first} image {PackageImage.Decisions.Count(decision => decision.FromImage)}");
        """;

    [TestMethod]
    public async Task They_match_alike_before_and_after_and_end_up_compiled()
    {
        using var package = TestPackage.Compile(Source);
        package.SerializeAll();

        ProgramResult result = await package.RunAsync(Check, "required");

        Assert.AreEqual(
            "40,40,40,40,40,40 0 0|word|number 8,521,9,1032,72,0 30 wrong 0 compiled True plain False same True image 1",
            result.Text());
    }

    [TestMethod]
    public async Task They_are_compiled_in_the_culture_that_they_were_restored_in()
    {
        const string Cultural = """
            using System.Text.RegularExpressions;

            public static class Roots
            {
                public static Regex[] Make() => [new Regex("(?i)^INFIX$", RegexOptions.Compiled), new Regex("^INFIX$", RegexOptions.Compiled | RegexOptions.IgnoreCase)];
                public static readonly ImageRoot<Regex[]> Patterns = new(Make);
            }
            """;
        const string Turkish = """
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            var restored = Roots.Patterns.Value;
            var built = Roots.Make();
            string[] texts = ["INFIX", "infix", "\u0131nf\u0131x", "\u0130NF\u0130X"];
            string Describe(System.Text.RegularExpressions.Regex[] regexes) => string.Join(' ', regexes.SelectMany(regex => texts.Select(text => regex.IsMatch(text) ? 1 : 0)));
            string expected = Describe(built);
            string before = Describe(restored);
            bool IsCompiled(System.Text.RegularExpressions.Regex regex) => !typeof(System.Text.RegularExpressions.Regex).GetField("factory", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic).GetValue(regex).GetType().Name.Contains("Interpreter");
            var watch = System.Diagnostics.Stopwatch.StartNew();
            while (!restored.All(IsCompiled) && watch.Elapsed.TotalSeconds < 60) System.Threading.Thread.Sleep(5);
            System.Threading.Thread.Sleep(50);
            Console.Write($"{before == expected} {restored.All(IsCompiled)} {Describe(restored) == expected} {expected.Contains('1')} {PackageImage.Decisions[0].FromImage}");
            """;
        using var package = TestPackage.Compile(Cultural);
        package.SerializeAll();

        Assert.AreEqual("True True True True True", (await package.RunAsync(Turkish, "required")).Text());
    }
}
