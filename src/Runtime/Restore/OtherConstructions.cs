namespace Imaging.Restore;

// Objects with numbers, threads or parsers of their process in them.

internal sealed class UriConstruction : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments) => new Uri(((string[])arguments.Keys!)[0], (UriKind)arguments.Number(0));
}

internal sealed class LockConstruction : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments) => typeof(Lock).GetConstructor(Type.EmptyTypes)!.Invoke(null);
}

internal sealed class SemaphoreConstruction : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments) => new SemaphoreSlim(arguments.Number(0), arguments.Number(1));
}

internal sealed class EventConstruction : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments) => new ManualResetEventSlim(arguments.Number(0) != 0, arguments.Number(1));
}

internal sealed class CountdownConstruction : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments)
    {
        var made = new CountdownEvent(arguments.Number(0));
        int signals = arguments.Number(0) - arguments.Number(1);
        if (signals > 0)
        {
            made.Signal(signals);
        }

        return made;
    }
}

internal sealed class ReaderWriterLockConstruction : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments) => new ReaderWriterLockSlim((LockRecursionPolicy)arguments.Number(0));
}

internal sealed class BarrierConstruction : ObjectConstruction
{
    private protected override object Construct(in ConstructionArguments arguments) => new Barrier(arguments.Number(0));
}
