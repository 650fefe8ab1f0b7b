using Imaging.Serializer.Verifying;

WorkerProgram.Run(args[0], args[1]);

// A thread that a package started does not keep the process.
Environment.Exit(0);
