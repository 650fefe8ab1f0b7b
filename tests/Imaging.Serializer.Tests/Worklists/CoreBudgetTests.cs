using System.Reflection;
using Imaging.Serializer.Worklists;
using Imaging.Tasks;
using Microsoft.Build.Framework;

namespace Imaging.Serializer.Tests.Worklists;

/// <summary>Work within the cores that MSBuild grants, down to none beside the task's own.</summary>
[TestClass]
public sealed class CoreBudgetTests
{
    private static readonly int[] s_units = [.. Enumerable.Range(0, 12)];

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(-1)]
    public void No_more_units_run_at_once_than_cores_were_granted(int granted)
    {
        var engine = Engine.Create(_ => granted);

        (int most, int[] results) = Run((IBuildEngine)engine);

        Assert.AreSequenceEqual([.. s_units.Select(static unit => unit * unit)], results);
        Assert.IsLessThanOrEqualTo(1 + Math.Max(granted, 0), most);
        Assert.AreEqual(Math.Max(engine.Granted, 0), engine.Released);
    }

    [TestMethod]
    public void Units_run_one_after_the_other_where_cores_are_refused()
    {
        Engine refusing = Engine.Create(static _ => throw new NotImplementedException());

        (int most, int[] results) = Run((IBuildEngine)refusing);

        Assert.AreEqual(1, most);
        Assert.HasCount(s_units.Length, results);
        Assert.AreEqual(0, refusing.Released);
    }

    [TestMethod]
    public void Units_run_one_after_the_other_where_the_engine_knows_of_no_cores()
    {
        (int most, int[] results) = Run(DispatchProxy.Create<IBuildEngine, Engine>());

        Assert.AreEqual(1, most);
        Assert.HasCount(s_units.Length, results);
    }

    [TestMethod]
    public void Worklist_is_done_where_cores_are_refused()
    {
        using var project = new WorklistProject();
        foreach (string name in new[] { "Left", "Right" })
        {
            project.Add(name, $$"""public static class {{name}} { public static readonly ImageRoot<int[]> Root = new(() => new[] { 1 }); }""");
        }

        project.Add("App", "public static class Program { public static int Main() => Left.Root.Value[0] + Right.Root.Value[0]; }", "Left", "Right");

        WorklistResult result = project.Run(new CoreBudget((IBuildEngine)Engine.Create(static _ => throw new NotImplementedException())));

        Assert.AreEqual("Left Made, Right Made", string.Join(", ", result.Dependencies.Select(static unit => $"{unit.Package} {unit.State}")));
    }

    private static (int Most, int[] Results) Run(IBuildEngine engine)
    {
        int running = 0;
        int most = 0;
        IReadOnlyList<int> results = InParallel.Run(
            s_units,
            unit =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                Thread.Sleep(5);
                Interlocked.Decrement(ref running);
                return unit * unit;
            },
            new CoreBudget(engine),
            CancellationToken.None);
        return (most, [.. results]);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int known = Volatile.Read(ref most); known < value; known = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, known);
        }
    }
}

/// <summary>A build engine of which only the cores matter.</summary>
public class Engine : DispatchProxy
{
    private Func<int, int>? _request;

    internal int Granted { get; private set; }

    internal int Released { get; private set; }

    internal static Engine Create(Func<int, int> request)
    {
        var engine = (Engine)(object)Create<IBuildEngine9, Engine>();
        engine._request = request;
        return engine;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case nameof(IBuildEngine9.RequestCores):
                return Granted = _request!((int)args![0]!);
            case nameof(IBuildEngine9.ReleaseCores):
                Released += (int)args![0]!;
                return null;
            default:
                throw new NotSupportedException(targetMethod.Name);
        }
    }
}
