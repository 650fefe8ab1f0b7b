using Imaging.Restore;

namespace Imaging.Runtime.Tests.Restore;

/// <summary>Work that a second thread takes a share of.</summary>
[TestClass]
public sealed class SharedWorkTests
{
    [TestMethod]
    [DataRow(0, true)]
    [DataRow(1, true)]
    [DataRow(1, false)]
    [DataRow(1000, true)]
    [DataRow(1000, false)]
    public void Every_piece_is_done_once(int pieces, bool isShared)
    {
        for (int run = 0; run < 50; run++)
        {
            var work = new Counting(pieces, failAt: -1);
            if (isShared)
            {
                SecondThread.Share(work);
            }

            work.Finish();

            Assert.IsTrue(work.Done.All(static count => count == 1));
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void What_a_piece_throws_reaches_who_waits(bool isShared)
    {
        for (int run = 0; run < 50; run++)
        {
            var work = new Counting(200, failAt: 20);
            if (isShared)
            {
                SecondThread.Share(work);
            }

            Assert.AreEqual("piece 20", Assert.ThrowsExactly<RestoreException>(work.Finish).Message);
            int done = work.Done.Sum();
            Thread.Sleep(1);
            Assert.AreEqual(done, work.Done.Sum(), "a piece was begun after Finish");
        }
    }

    [TestMethod]
    public void Second_thread_helps_with_long_work()
    {
        using var work = new Meeting();
        SecondThread.Share(work);

        work.Finish();

        Assert.AreEqual(Environment.ProcessorCount > 1 ? 2 : 1, work.Threads);
    }

    [TestMethod]
    public void Work_of_several_restores_at_once_is_done()
    {
        Counting[] works = [.. Enumerable.Range(0, 8).Select(static _ => new Counting(300, failAt: -1))];

        Parallel.ForEach(works, static work =>
        {
            SecondThread.Share(work);
            work.Finish();
        });

        Assert.IsTrue(works.All(static work => work.Done.All(static count => count == 1)));
    }

    private sealed class Counting(int pieces, int failAt) : SharedWork((uint)pieces)
    {
        internal int[] Done { get; } = new int[pieces];

        private protected override void Do(uint piece)
        {
            Interlocked.Increment(ref Done[piece]);
            if (piece == failAt)
            {
                throw new RestoreException($"piece {piece}");
            }
        }
    }

    // The first piece waits until the second is begun, which only another thread can do.
    private sealed class Meeting() : SharedWork(2), IDisposable
    {
        private readonly ManualResetEventSlim _second = new();
        private readonly HashSet<int> _threads = [];

        internal int Threads => _threads.Count;

        public void Dispose() => _second.Dispose();

        private protected override void Do(uint piece)
        {
            lock (_threads)
            {
                _threads.Add(Environment.CurrentManagedThreadId);
            }

            if (piece == 1)
            {
                _second.Set();
            }
            else if (Environment.ProcessorCount > 1)
            {
                Assert.IsTrue(_second.Wait(TimeSpan.FromSeconds(30)));
            }
        }
    }
}
