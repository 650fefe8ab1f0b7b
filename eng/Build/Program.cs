using Imaging.Build;
using Imaging.Measurement;

const string Usage = """
    usage: ./build.sh [verb]

      build   build in Release and pack to artifacts/packages (the default)
      test    build, pack, run every test; the last line is `N passed, N failed`
      demo    build, pack, then build samples/ with the packages just made, run them with and without images, compare
      bench   build, pack, then measure; what follows goes to the benchmarks (bench --help)
      api     declare the public API as it is now, in PublicAPI.Unshipped.txt of each project that has one

      --help  this text
    """;

string verb = args.Length == 0 ? "build" : args[0];
if (verb is "--help" or "-h" or "help")
{
    Console.WriteLine(Usage);
    return 0;
}

if (args.Length > 1 && verb != "bench")
{
    return Misuse("one verb at a time");
}

try
{
    return verb switch
    {
        "build" => BuildStep.Run(),
        "test" => TestStep.Run(),
        "demo" => DemoStep.Run(),
        "bench" => BenchStep.Run(args[1..]),
        "api" => ApiStep.Run(),
        _ => Misuse($"no verb '{verb}'"),
    };
}
catch (Exception failure) when (failure is BuildFailedException or MeasurementException)
{
    Console.Error.WriteLine($"build: {failure.Message}");
    return 1;
}

static int Misuse(string what)
{
    Console.Error.WriteLine($"build: {what}");
    Console.Error.WriteLine(Usage);
    return 2;
}
