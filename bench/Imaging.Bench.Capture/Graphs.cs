namespace Imaging.Bench.Capture;

/// <summary>The graph that is captured beside the sample's.</summary>
internal static class Graphs
{
    private const int Objects = 10_000_000;

    /// <summary>Ten million objects in one chain, each of which also leads to one far away: neither a stack nor an array holds them all.</summary>
    public static readonly ImageRoot<Link> Chain = new(CreateChain);

    /// <summary>What a program sees of the chain: its length, and the sum of the far numbers.</summary>
    public static (int Length, long Sum) Walk(Link first)
    {
        (int length, long sum) = (0, 0);
        for (Link? link = first; link is not null; link = link.Next)
        {
            length++;
            sum += link.Far!.Number;
        }

        return (length, sum);
    }

    private static Link CreateChain()
    {
        var links = new Link[Objects];
        for (int i = 0; i < links.Length; i++)
        {
            links[i] = new Link { Number = i };
        }

        for (int i = 0; i < links.Length; i++)
        {
            links[i].Next = i + 1 < links.Length ? links[i + 1] : null;
            links[i].Far = links[(int)(i * 7_368_787L % links.Length)];
        }

        return links[0];
    }
}

/// <summary>One object of the chain.</summary>
internal sealed class Link
{
    public int Number;
    public Link? Next;
    public Link? Far;
}
