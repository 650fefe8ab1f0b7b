namespace Imaging.Measurement;

/// <summary>One of the things that are compared.</summary>
/// <param name="Name">What it is called in the results.</param>
/// <param name="Run">Runs it once; throws where the run was not what it says.</param>
internal sealed record Variant<TSample>(string Name, Func<TSample> Run);

/// <summary>Runs things in turn, so that whatever slows the machine down for a while slows all of them down.</summary>
internal static class Interleaved
{
    /// <summary>Gives what the runs of each variant measured, after some that do not count.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<TSample>> Run<TSample>(
        IReadOnlyList<Variant<TSample>> variants, int warmUps, int rounds)
    {
        var samples = variants.ToDictionary(variant => variant.Name, _ => new List<TSample>());
        for (int round = -warmUps; round < rounds; round++)
        {
            // Every other round backwards: none always follows the same one.
            IEnumerable<Variant<TSample>> order = round % 2 == 0 ? variants : variants.Reverse();
            foreach (Variant<TSample> variant in order)
            {
                TSample sample = variant.Run();
                if (round >= 0)
                {
                    samples[variant.Name].Add(sample);
                }
            }
        }

        return samples.ToDictionary(pair => pair.Key, IReadOnlyList<TSample> (pair) => pair.Value);
    }
}
