namespace Imaging.Serializer.Tests.Restore;

/// <summary>The event source tells what <see cref="PackageImage.Decisions"/> tells.</summary>
[TestClass]
public sealed class EventTests
{
    private const string Before = """
        using System.Diagnostics.Tracing;
        using System.Threading;

        using var listener = new Listener();
        Console.Write(Roots.First.Value.Length + Roots.Second.Value.Length + Roots.Third.Value.Length);
        Console.Write(Listener.Text);
        """;

    private const string Between = """
        using System.Diagnostics.Tracing;
        using System.Threading;

        Console.Write(Roots.First.Value.Length + Roots.Second.Value.Length);
        using var listener = new Listener();
        Console.Write(Roots.Third.Value.Length);
        Console.Write(Listener.Text);
        """;

    // Nobody listens: the event source waits until the program has started.
    private const string After = """
        using System.Diagnostics.Tracing;
        using System.Threading;

        Console.Write(Roots.First.Value.Length + Roots.Second.Value.Length + Roots.Third.Value.Length);
        for (int i = 0; i < 300 && EventSource.GetSources().All(source => source.Name != "Imaging"); i++)
        {
            Thread.Sleep(100);
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }

        using var listener = new Listener();
        Console.Write(Listener.Text);
        """;

    private const string Listener = """

        class Listener : EventListener
        {
            public static string Text = "";

            protected override void OnEventSourceCreated(EventSource source)
            {
                if (source.Name == "Imaging") EnableEvents(source, EventLevel.Informational);
            }

            protected override void OnEventWritten(EventWrittenEventArgs written)
            {
                Text += $"\n{written.EventName} {written.Payload[0]} {written.Payload[1]} {(double)written.Payload[2] >= 0} {(written.Payload.Count > 3 ? written.Payload[3] : "")}";
            }
        }
        """;

    [TestMethod]
    [DataRow(Before, false, "8")]
    [DataRow(Between, false, "71")]
    [DataRow(After, false, "8")]
    [DataRow(Before, true, "8")]
    public async Task Every_decision_is_an_event_for_the_first_who_listens(string program, bool isTracedFromStart, string printed)
    {
        using var package = TestPackage.Compile("""
            public static class Roots
            {
                public static readonly ImageRoot<string[]> First = new(() => [.. Enumerable.Range(0, 3).Select(i => "first " + i)]);
                public static readonly ImageRoot<string[]> Second = new(() => [.. Enumerable.Range(0, 4).Select(i => "second " + i)]);
                public static readonly ImageRoot<object[]> Third = new(() => [new System.Threading.CancellationTokenSource()]);
            }
            """);
        package.Serialize();
        var environment = new Dictionary<string, string>();
        if (isTracedFromStart)
        {
            environment["DOTNET_EnableEventPipe"] = "1";
            environment["DOTNET_EventPipeConfig"] = "Imaging:0:4";
            environment["DOTNET_EventPipeOutputPath"] = Path.Combine(Path.GetDirectoryName(package.ImagePath)!, "events.nettrace");
        }

        string[] lines = (await package.RunAsync(program + Listener, "auto", environment)).Text().Split('\n');

        Assert.AreEqual(printed, lines[0]);
        Assert.HasCount(4, lines);
        Assert.AreEqual("RootRestored P Roots.First True ", lines[1]);
        Assert.AreEqual("RootRestored P Roots.Second True ", lines[2]);
        Assert.StartsWith("RootBuilt P Roots.Third True it was refused at build time: ", lines[3]);
    }
}
