using Imaging.Serializer.Depot;
using Microsoft.Build.Framework;

namespace Imaging.Tasks;

// One depot for all projects of a build that one process builds: what is wrong with it is told once, and tried once.
internal static class BuildDepot
{
    public static bool TryGet(IBuildEngine4 engine, DepotOptions options, DiagnosticLog log, out ImageDepot? depot)
    {
        depot = null;
        bool isValid = options.TryRead(out DepotSettings? settings, out IReadOnlyList<string> faults);
        foreach (string fault in faults)
        {
            log.Error(DiagnosticCodes.InvalidSetting, fault);
        }

        if (settings is not null)
        {
            object key = (typeof(BuildDepot), options);
            depot = engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) as ImageDepot;
            if (depot is null)
            {
                depot = new ImageDepot(settings);
                engine.RegisterTaskObject(key, depot, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            }
        }

        return isValid;
    }
}
