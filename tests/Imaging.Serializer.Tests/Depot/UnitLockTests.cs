using System.Diagnostics;
using Imaging.Serializer.Depot;

namespace Imaging.Serializer.Tests.Depot;

[TestClass]
public sealed class UnitLockTests
{
    private static readonly string s_key = new('a', 64);

    [TestMethod]
    public void Only_one_thread_has_it_at_a_time()
    {
        using var depot = new TestDepot();
        int inside = 0, most = 0, entered = 0;

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using UnitLock unit = Acquire(depot, TimeSpan.FromMinutes(1))!;
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Sleep(20);
            Interlocked.Decrement(ref inside);
            Interlocked.Increment(ref entered);
        });

        Assert.AreEqual(8, entered);
        Assert.AreEqual(1, most);
    }

    [TestMethod]
    public void Who_waits_learns_for_whom_and_gives_up_in_the_end()
    {
        using var depot = new TestDepot();
        using UnitLock held = Acquire(depot, TimeSpan.FromMinutes(1))!;
        var told = new List<LockOwner?>();

        Assert.IsNull(UnitLock.Acquire(depot.Layout, s_key, LockOwner.Current("Waiting"), TimeSpan.FromSeconds(1), TimeSpan.Zero, told.Add, CancellationToken.None));

        Assert.AreEqual($"Holding {Environment.ProcessId} {Environment.MachineName}", $"{told.Single()!.Project} {told[0]!.ProcessId} {told[0]!.Machine}");
    }

    [TestMethod]
    public void Waiting_can_be_cancelled()
    {
        using var depot = new TestDepot();
        using UnitLock held = Acquire(depot, TimeSpan.FromMinutes(1))!;
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        Assert.ThrowsExactly<OperationCanceledException>(() => UnitLock.Acquire(
            depot.Layout, s_key, LockOwner.Current("Waiting"), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), static _ => { }, cancellation.Token));
    }

    [TestMethod]
    public void Lock_that_waits_is_never_removed_and_an_old_one_is()
    {
        using var depot = new TestDepot();
        using (UnitLock held = Acquire(depot, TimeSpan.FromMinutes(1))!)
        {
            new DepotEviction(depot.Layout).Run(long.MaxValue, TimeSpan.Zero);
            Assert.IsNull(Acquire(depot, TimeSpan.FromMilliseconds(100)));
        }

        Assert.HasCount(1, depot.Layout.AllLocks());
        new DepotEviction(depot.Layout).Run(long.MaxValue, TimeSpan.Zero);
        Assert.IsEmpty(depot.Layout.AllLocks());
        Acquire(depot, TimeSpan.FromSeconds(10))!.Dispose();
    }

    [TestMethod]
    public void Build_waits_for_another_one_and_takes_what_that_made()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage(milliseconds: 300);
        TestPackage[] clones = [logging.Package, logging.Clone(), logging.Clone(), logging.Clone()];

        SerializeResult[] results = [.. clones.AsParallel().WithDegreeOfParallelism(4).Select(package => depot.Serialize(package))];

        Assert.AreEqual(1, logging.BuildsHere);
        Assert.AreEqual(1, results.Count(static result => result.TakenFrom is null));
        depot.AssertSound(1);
        Array.ForEach(clones[1..], static clone => clone.Dispose());
    }

    [TestMethod]
    public void Build_makes_its_own_image_where_the_other_one_hangs_and_says_for_whom_it_waited()
    {
        using var depot = new TestDepot();
        using var logging = new LoggingPackage();
        var notices = new List<ImagingDiagnostic>();
        string key = Packages.PackageKey.Of(logging.Package.Request() with { Verify = true }, Identity.AssemblyFacts.Read).Hash;
        using UnitLock held = UnitLock.Acquire(depot.Layout, key, LockOwner.Current("Hanging"), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), static _ => { }, CancellationToken.None)!;
        var impatient = new ImageDepot(depot.Settings with { NoticeAfter = TimeSpan.Zero, Patience = TimeSpan.FromSeconds(1) });

        SerializeResult result = PackageSerializer.Serialize(logging.Package.Request() with { Verify = true }, impatient, new Notices(notices), CancellationToken.None);

        string owner = $"process {Environment.ProcessId} on {Environment.MachineName}, which makes it for Hanging";
        Assert.IsTrue(result.ImageWritten && result.TakenFrom is null);
        Assert.Contains(owner, notices.Single().Message);
        Assert.AreEqual("IMG5022 Warning", $"{result.Diagnostics.Single().Code} {result.Diagnostics[0].Severity}");
        Assert.Contains(owner, result.Diagnostics[0].Message);
    }

    [TestMethod]
    public async Task Lock_of_a_process_that_was_killed_is_free()
    {
        using var depot = new TestDepot();
        Directory.CreateDirectory(depot.Layout.Locks);
        using var program = TestPackage.Compile("public static class Nothing { }");
        string holder = program.CompileProgram($$"""
            using var file = new System.IO.FileStream(@"{{depot.Layout.Lock(s_key)}}", System.IO.FileMode.OpenOrCreate, System.IO.FileAccess.ReadWrite, System.IO.FileShare.None);
            Console.WriteLine("held");
            Thread.Sleep(-1);
            """);
        using Process process = DotNetHost.Start(["exec", holder]);
        Assert.AreEqual("held", await process.StandardOutput.ReadLineAsync());
        Assert.IsNull(Acquire(depot, TimeSpan.FromMilliseconds(100)));

        process.Kill();

        Acquire(depot, TimeSpan.FromMinutes(1))!.Dispose();
    }

    private static UnitLock? Acquire(TestDepot depot, TimeSpan patience) =>
        UnitLock.Acquire(depot.Layout, s_key, LockOwner.Current("Holding"), patience, TimeSpan.FromMinutes(1), static _ => { }, CancellationToken.None);

    private sealed class Notices(List<ImagingDiagnostic> notices) : IProgress<ImagingDiagnostic>
    {
        public void Report(ImagingDiagnostic value) => notices.Add(value);
    }
}
