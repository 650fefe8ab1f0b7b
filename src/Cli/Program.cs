using System.CommandLine;
using Imaging.Cli;
using Imaging.Cli.Commands;

var root = new RootCommand("Inspects, verifies, compares, links and refreshes package images, and keeps the depot that they are shared in.")
{
    InspectCommand.Create(),
    VerifyCommand.Create(),
    WhyCommand.Create(),
    DiffCommand.Create(),
    LinkCommand.Create(),
    RefreshCommand.Create(),
    DepotCommand.Create(),
    MeasureCommand.Create(),
};

try
{
    // Reads directories already: what is there decides whether a command line makes sense.
    ParseResult parsed = root.Parse(args);
    if (parsed.Errors.Count > 0)
    {
        foreach (var error in parsed.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        Console.Error.WriteLine("'dotnet imaging --help' tells how it is used.");
        return ExitCode.Usage;
    }

    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("dotnet imaging was ended before it was done.");
    return ExitCode.Failure;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"dotnet imaging failed: {exception.Message}");
    return ExitCode.Failure;
}
catch (Exception exception)
{
    Console.Error.WriteLine($"dotnet imaging failed, which is a bug in it (IMG9001): {exception}");
    return ExitCode.Failure;
}
