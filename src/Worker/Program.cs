using Imaging.Serializer.Verifying;

switch (args)
{
    case ["capture", var result, var request]:
        WorkerProgram.Capture(result, request);
        break;
    case ["restore", var result, var image, .. var roots]:
        WorkerProgram.Restore(result, image, roots);
        break;
    default:
        Console.Error.WriteLine("Started by a build, with 'capture RESULT REQUEST' or 'restore RESULT IMAGE ROOT…'.");
        Environment.Exit(2);
        break;
}

// A thread that a package started does not keep the process.
Environment.Exit(0);
