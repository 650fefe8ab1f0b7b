using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using Imaging.Serializer.Measuring;

namespace Imaging.Cli.Commands;

/// <summary>What <c>inspect</c> starts processes with: reads one root and prints how long that took.</summary>
internal static class MeasureCommand
{
    internal const string Verb = "measure-root";

    internal static Command Create()
    {
        var image = new Argument<string>("image");
        var root = new Argument<string>("root");
        var command = new Command(Verb) { image, root };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetRequiredValue(image), parsed.GetRequiredValue(root)));
        return command;
    }

    private static int Run(string image, string root)
    {
        // Builders may print.
        using Stream output = Console.OpenStandardOutput();
        Console.SetOut(TextWriter.Null);
        Measurement measured;
        try
        {
            measured = DeployedRoot.Load(image, root).Measure();
        }
        catch (Exception exception)
        {
            measured = new Measurement(null, Cause(exception).Message);
        }

        JsonSerializer.Serialize(output, measured);
        return ExitCode.Fine;
    }

    private static Exception Cause(Exception exception)
    {
        Exception cause = exception;
        while (cause is TargetInvocationException or TypeInitializationException or FileNotFoundException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause;
    }
}
