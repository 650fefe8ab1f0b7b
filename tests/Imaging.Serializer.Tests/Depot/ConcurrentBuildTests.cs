using System.Diagnostics;
using Imaging.Serializer.Depot;

namespace Imaging.Serializer.Tests.Depot;

[TestClass]
public sealed class ConcurrentBuildTests
{
    private const int Units = 5;
    private const int BuildsOfEach = 4;

    [TestMethod]
    public async Task Builds_at_the_same_time_make_no_image_twice_unless_its_maker_was_killed()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var depot = new TestDepot();
        using var processes = new SharingProcess();
        LoggingPackage[] units = [.. Enumerable.Range(0, Units).Select(static unit => new LoggingPackage("P", value: $"{unit}", milliseconds: 200))];
        var builds = new List<Build>();
        for (int i = 0; i < Units * BuildsOfEach; i++)
        {
            LoggingPackage unit = units[i % Units];
            builds.Add(new Build(unit, processes.Start(depot, unit.Package, out string image), image));
        }

        // Makers are killed while they make: some when the builder has begun, some at any moment.
        var killed = new HashSet<Build>();
        for (int round = 0; round < Units; round++)
        {
            await Task.Delay(random.Next(1500));
            Build[] running = [.. builds.Where(static build => !build.Process.HasExited)];
            if (running.Length > 0)
            {
                Build[] makers = [.. running.Where(static build => build.Unit.Builds.Contains(build.Process.Id))];
                Build victim = makers.Length > 0 && random.Next(2) == 0 ? makers[random.Next(makers.Length)] : running[random.Next(running.Length)];
                victim.Process.Kill(entireProcessTree: true);
                killed.Add(victim);
            }
        }

        string[] outcomes = await Task.WhenAll(builds.Select(static build => build.OutcomeAsync()));

        for (int i = 0; i < builds.Count; i++)
        {
            if (!killed.Contains(builds[i]) || outcomes[i].Length > 0)
            {
                Assert.IsTrue(outcomes[i] is "made" or "taken", $"seed {seed}, build {i}: '{outcomes[i]}'");
                CollectionAssert.AreEqual(await File.ReadAllBytesAsync(builds[i].Image), await File.ReadAllBytesAsync(builds.First(build => build.Unit == builds[i].Unit && File.Exists(build.Image)).Image));
            }
        }

        foreach (LoggingPackage unit in units)
        {
            int survivors = builds.Count(build => build.Unit == unit && !killed.Contains(build) && unit.Builds.Contains(build.Process.Id));
            Assert.IsLessThanOrEqualTo(1, survivors, $"seed {seed}: a unit was made twice");
        }

        // Who was killed may have left something unfinished, which is no damage and goes in time.
        int sound = new DepotInspection(depot.Layout).Verify(out IReadOnlyList<ImagingDiagnostic> findings);
        Assert.IsFalse(findings.Any(static finding => finding.Severity != ImagingSeverity.Message), $"seed {seed}: {string.Join('\n', findings)}");
        Assert.IsGreaterThanOrEqualTo(units.Count(unit => builds.Any(build => build.Unit == unit && !killed.Contains(build))), sound);
        Array.ForEach(units, static unit => unit.Dispose());
    }

    private sealed record Build(LoggingPackage Unit, Process Process, string Image)
    {
        // Read from the start: a process whose output nobody reads may wait for that.
        private readonly Task<string> _output = Process.StandardOutput.ReadToEndAsync();
        private readonly Task<string> _error = Process.StandardError.ReadToEndAsync();

        internal async Task<string> OutcomeAsync()
        {
            await Process.WaitForExitAsync();
            return (await _output + await _error).Trim();
        }
    }
}
