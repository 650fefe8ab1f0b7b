namespace Imaging.Serializer.Tests.Restore;

/// <summary>One thread at a time, and no deadlock.</summary>
[TestClass]
public sealed class InitializationClaimsTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    [TestMethod]
    public void Claim_is_owned_then_reentered_then_free_again()
    {
        var key = new object();

        Assert.AreEqual(ClaimOutcome.Owned, Enter(key));
        Assert.AreEqual(ClaimOutcome.Reentered, Enter(key));
        InitializationClaims.Exit(key);
        Assert.AreEqual(ClaimOutcome.Owned, Enter(key));
        InitializationClaims.Exit(key);
    }

    [TestMethod]
    public void Claims_are_given_back_in_any_order()
    {
        object[] keys = [new(), new(), new(), new()];
        foreach (object key in keys)
        {
            Assert.AreEqual(ClaimOutcome.Owned, Enter(key));
        }

        foreach (int i in new[] { 2, 0, 3, 1 })
        {
            InitializationClaims.Exit(keys[i]);
            Assert.AreEqual(ClaimOutcome.Owned, Enter(keys[i]));
            InitializationClaims.Exit(keys[i]);
        }
    }

    [TestMethod]
    public void All_waiters_own_the_claim_in_turn()
    {
        var key = new object();
        int inside = 0;
        int most = 0;
        Assert.AreEqual(ClaimOutcome.Owned, Enter(key));
        Thread[] waiters = [.. Enumerable.Range(0, 16).Select(_ => Start(() =>
        {
            Assert.AreEqual(ClaimOutcome.Owned, Enter(key));
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
            InitializationClaims.Exit(key);
        }))];
        Thread.Sleep(100);
        Assert.AreEqual(0, most);

        InitializationClaims.Exit(key);

        Assert.IsTrue(waiters.All(static waiter => waiter.Join(s_limit)), "a waiter was not woken");
        Assert.AreEqual(1, most);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(7)]
    public void Cycle_of_waits_is_answered_to_the_thread_that_closes_it(int threads)
    {
        object[] keys = [.. Enumerable.Range(0, threads).Select(static _ => new object())];
        var outcomes = new ClaimOutcome[threads];
        using var together = new Barrier(threads);
        Thread[] started = [.. Enumerable.Range(0, threads).Select(i => Start(() =>
        {
            Assert.AreEqual(ClaimOutcome.Owned, Enter(keys[i]));
            together.SignalAndWait();
            object next = keys[(i + 1) % threads];
            outcomes[i] = Enter(next);
            if (outcomes[i] == ClaimOutcome.Owned)
            {
                InitializationClaims.Exit(next);
            }

            InitializationClaims.Exit(keys[i]);
        }))];

        Assert.IsTrue(started.All(static thread => thread.Join(s_limit)), "a cycle was waited for");
        Assert.AreEqual(1, outcomes.Count(static outcome => outcome == ClaimOutcome.WouldDeadlock));
        Assert.AreEqual(threads - 1, outcomes.Count(static outcome => outcome == ClaimOutcome.Owned));
    }

    [TestMethod]
    public void Long_wait_without_a_cycle_is_waited_for()
    {
        var first = new object();
        var second = new object();
        using var holds = new ManualResetEventSlim();
        Enter(first);
        Thread waiter = Start(() =>
        {
            Enter(second);
            holds.Set();
            Assert.AreEqual(ClaimOutcome.Owned, Enter(first));
            InitializationClaims.Exit(first);
            InitializationClaims.Exit(second);
        });
        Assert.IsTrue(holds.Wait(s_limit));

        // A third thread waits for the waiter, which waits for this one: no cycle.
        Thread third = Start(() =>
        {
            Assert.AreEqual(ClaimOutcome.Owned, Enter(second));
            InitializationClaims.Exit(second);
        });
        Thread.Sleep(50);
        Assert.IsTrue(waiter.IsAlive && third.IsAlive);

        InitializationClaims.Exit(first);

        Assert.IsTrue(waiter.Join(s_limit) && third.Join(s_limit));
    }

    [TestMethod]
    public void Interrupted_wait_leaves_nothing_behind()
    {
        var key = new object();
        var other = new object();
        using var interrupted = new ManualResetEventSlim();
        using var owned = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        Enter(key);
        Thread waiter = Start(() =>
        {
            Assert.ThrowsExactly<ThreadInterruptedException>(() => Enter(key));
            interrupted.Set();
            owned.Wait();
            Assert.AreEqual(ClaimOutcome.Owned, Enter(other));
            InitializationClaims.Exit(other);
            Assert.AreEqual(ClaimOutcome.Owned, Enter(key));
            end.Wait();
            InitializationClaims.Exit(key);
        });
        while ((waiter.ThreadState & ThreadState.WaitSleepJoin) == 0)
        {
            Thread.Yield();
        }

        waiter.Interrupt();
        Assert.IsTrue(interrupted.Wait(s_limit));
        InitializationClaims.Exit(key);
        owned.Set();

        // The interrupted thread owns the key now: a wait that stayed on the list would make it wait for itself, for ever.
        Thread late = Start(() =>
        {
            Thread.Sleep(100);
            ClaimOutcome outcome = Enter(key);
            Assert.AreEqual(ClaimOutcome.Owned, outcome);
            InitializationClaims.Exit(key);
        });
        Thread.Sleep(300);
        end.Set();
        Assert.IsTrue(waiter.Join(s_limit) && late.Join(s_limit), "the claims are locked for ever");
    }

    [TestMethod]
    public void Crowd_over_many_keys_ends()
    {
        object[] keys = [.. Enumerable.Range(0, 5).Select(static _ => new object())];
        int[] owners = new int[keys.Length];
        Thread[] crowd = [.. Enumerable.Range(0, 12).Select(seed => Start(() =>
        {
            var random = new Random(seed);
            for (int round = 0; round < 2000; round++)
            {
                Nest(random, depth: 3);
            }
        }))];

        Assert.IsTrue(crowd.All(static thread => thread.Join(s_limit)), "a thread waits for ever");

        void Nest(Random random, int depth)
        {
            int key = random.Next(keys.Length);
            ClaimOutcome outcome = Enter(keys[key]);
            if (outcome == ClaimOutcome.Owned)
            {
                Assert.AreEqual(1, Interlocked.Increment(ref owners[key]));
            }

            if (depth > 0)
            {
                Nest(random, depth - 1);
            }

            if (outcome == ClaimOutcome.Owned)
            {
                Interlocked.Decrement(ref owners[key]);
                InitializationClaims.Exit(keys[key]);
            }
        }
    }

    private static Thread Start(Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static ClaimOutcome Enter(object key)
    {
        InitializationClaims.Enter(key, out ClaimOutcome outcome);
        return outcome;
    }
}
