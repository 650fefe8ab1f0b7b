using Imaging.Restore;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Tests.Graphs;

/// <summary>What is constructed again is taken apart, and stays as its owner has it.</summary>
[TestClass]
public sealed class ConstructionTests
{
    [TestMethod]
    public void Priority_queue_can_be_taken_apart_twice()
    {
        var queue = new PriorityQueue<string, int>([("b", 2), ("a", 1), ("c", 3)]);
        queue.Dequeue();

        Constructions.Of(queue);
        ConstructionArguments parts = Constructions.Of(queue);

        Assert.AreEqual("2 3", string.Join(' ', (int[])parts.Keys!));
        Assert.AreEqual("b c", string.Join(' ', (string[])parts.Values!));
    }
}
