using Imaging;
using Sample.App;
using Sample.App.Demos;

if (CommandLine.Parse(args) is not { } command)
{
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

try
{
    if (command.Measures)
    {
        return command.File is { } file ? Measurement.OfFile(file) : Measurement.OfRoot(command.Root!);
    }

    if (command.ChecksShared)
    {
        return SharedObjects.Check(command.Root, command.Threads);
    }

    foreach (Demo demo in AllDemos.List())
    {
        if (command.Root is null || command.Root == demo.Name)
        {
            var answers = new Answers();
            demo.Answer(answers);
            Console.WriteLine($"{demo.Name}: {answers}");
        }
    }

    return 0;
}
catch (ImageRejectedException rejection)
{
    Console.Error.WriteLine(rejection.Message);
    return 1;
}
