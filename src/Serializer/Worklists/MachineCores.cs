namespace Imaging.Serializer.Worklists;

/// <summary>The cores of a machine, where no build says who else uses them.</summary>
internal sealed class MachineCores : ICoreBudget
{
    public int Request(int wanted) => Math.Min(wanted, Environment.ProcessorCount - 1);

    public void Release(int cores)
    {
    }
}
