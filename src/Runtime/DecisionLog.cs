namespace Imaging;

/// <summary>Keeps every decision of the process and prints it where the environment asks for that.</summary>
/// <remarks>An array, not a list: the assembly that lists are named in would be loaded for them alone.</remarks>
internal static class DecisionLog
{
    private static readonly object s_gate = new();
    private static ImageDecision[] s_decisions = new ImageDecision[4];
    private static int s_count;

    internal static ImageDecision[] Snapshot()
    {
        lock (s_gate)
        {
            var decisions = new ImageDecision[s_count];
            Array.Copy(s_decisions, decisions, s_count);
            return decisions;
        }
    }

    internal static void Add(ImageDecision decision)
    {
        lock (s_gate)
        {
            if (s_count == s_decisions.Length)
            {
                Array.Resize(ref s_decisions, s_count * 2);
            }

            s_decisions[s_count++] = decision;
        }

        if (RuntimeMode.LogsToConsole)
        {
            Console.Error.WriteLine(decision.ToString());
        }
    }
}
