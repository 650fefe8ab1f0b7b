using Imaging.Serializer.Worklists;
using Microsoft.Build.Framework;

namespace Imaging.Tasks;

// The cores that MSBuild's own nodes share. One is the task's in any case.
internal sealed class CoreBudget(IBuildEngine engine) : ICoreBudget
{
    public int Request(int wanted)
    {
        try
        {
            return engine is IBuildEngine9 budget ? Math.Max(budget.RequestCores(wanted), 0) : 0;
        }
        catch (NotImplementedException)
        {
            // A host of tasks that is not MSBuild, or one in a process of its own.
            return 0;
        }
    }

    public void Release(int cores) => (engine as IBuildEngine9)?.ReleaseCores(cores);
}
