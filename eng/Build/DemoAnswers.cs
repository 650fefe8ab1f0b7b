using Imaging.Measurement;

namespace Imaging.Build;

/// <summary>Runs the app in every mode, and checks that it answers alike and that every root comes from its image where it must.</summary>
internal static class DemoAnswers
{
    /// <exception cref="BuildFailedException">The answers differ, or a root was not restored.</exception>
    public static void Check(MeasuredApp app)
    {
        // The warm-up reads the files; the order of the modes must not matter.
        WarmMachine.ReadFiles(app.Directory);
        string[] expected = Answer(app, "off");
        Array.ForEach(expected, Console.WriteLine);

        foreach (string mode in (string[])["auto", "required"])
        {
            string[] actual = Answer(app, mode);
            if (!expected.SequenceEqual(actual))
            {
                throw new BuildFailedException(
                    $"the answers in mode {mode} differ from those of the builders:{Environment.NewLine}{string.Join(Environment.NewLine, actual)}");
            }
        }

        Console.WriteLine("The answers are the same in the modes off, auto and required.");    }

    private static string[] Answer(MeasuredApp app, string mode)
    {
        ChildProcess run = app.Run(mode, [], KeyValuePair.Create("IMAGING_LOG", "1"));
        string[] log = Lines(run.Error);
        if (mode != "off")
        {
            Console.WriteLine();
            Console.WriteLine($"mode {mode}:");
            Array.ForEach(log, Console.WriteLine);
        }

        string[] answers = Lines(run.Output);
        if (run.ExitCode != 0)
        {
            throw new BuildFailedException($"the app in mode {mode} ended with exit code {run.ExitCode}: {run.Error.Trim()}");
        }

        // The app has said why, in mode auto, where not all of them were.
        int restored = log.Count(line => line.StartsWith("imaging: ", StringComparison.Ordinal) && line.Contains(" image ", StringComparison.Ordinal));
        return mode != "required" || restored == answers.Length
            ? answers
            : throw new BuildFailedException($"in mode {mode}, {restored} of {answers.Length} roots came from images");
    }

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
