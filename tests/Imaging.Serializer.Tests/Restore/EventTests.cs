namespace Imaging.Serializer.Tests.Restore;

/// <summary>The event source tells what <see cref="PackageImage.Decisions"/> tells.</summary>
[TestClass]
public sealed class EventTests
{
    private const string Program = """
        using System.Diagnostics.Tracing;
        using System.Threading;

        using var listener = new Listener();
        Console.Write(Roots.First.Value.Length + Roots.Second.Value.Length);
        Collect();
        Console.Write(Roots.Third.Value.Length);
        SpinWait.SpinUntil(() => Listener.Count == 3, 30_000);
        Console.Write(Listener.Text);

        static void Collect()
        {
            for (int i = 0; i < 20 && Listener.Count < 2; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        class Listener : EventListener
        {
            public static volatile int Count;
            public static string Text = "";

            protected override void OnEventSourceCreated(EventSource source)
            {
                if (source.Name == "Imaging") EnableEvents(source, EventLevel.Informational);
            }

            protected override void OnEventWritten(EventWrittenEventArgs written)
            {
                Text += $"\n{written.EventName} {written.Payload[0]} {written.Payload[1]} {(double)written.Payload[2] >= 0} {(written.Payload.Count > 3 ? written.Payload[3] : "")}";
                Count++;
            }
        }
        """;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Every_decision_is_an_event(bool isTracedFromStart)
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

        string[] lines = (await package.RunAsync(Program, "auto", environment)).Text().Split('\n');

        Assert.AreEqual("71", lines[0]);
        Assert.AreEqual("RootRestored P Roots.First True ", lines[1]);
        Assert.AreEqual("RootRestored P Roots.Second True ", lines[2]);
        Assert.StartsWith("RootBuilt P Roots.Third True it was refused at build time: ", lines[3]);
    }
}
