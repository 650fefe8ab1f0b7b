using Imaging.Serializer.Verifying;

ScratchDirectory.Parent = args is [_, var file, ..] ? Path.GetDirectoryName(file) : null;

switch (args)
{
    case ["capture", var result, var request]:
        WorkerProgram.Capture(result, request);
        break;
    case ["restore", var result, var image, .. var roots]:
        WorkerProgram.Restore(result, image, roots);
        break;
    case ["refresh", var result, var app, var directory]:
        WorkerProgram.Refresh(result, app, directory);
        break;
    default:
        Console.Error.WriteLine("Started by a build or by dotnet imaging, with 'capture RESULT REQUEST', 'restore RESULT IMAGE ROOT…' or 'refresh RESULT APP DIRECTORY'.");
        Environment.Exit(2);
        break;
}

// A thread that a package started does not keep the process.
Environment.Exit(0);
