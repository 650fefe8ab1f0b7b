using System.Collections.Concurrent;

namespace Imaging.EndToEnd.Tests.Harness;

/// <summary>Workspaces whose first build has been made: tests that start from it share what is not their subject.</summary>
/// <param name="create">Writes the projects.</param>
/// <param name="project">The one that is built.</param>
internal sealed class BuiltWorkspace(Func<Workspace> create, string project)
{
    // As many as tests run side by side: what a build leaves holds in the directory that it was made in only.
    private readonly ConcurrentBag<Workspace> _free = [];

    /// <summary>Gives a workspace as the first build left it, for one test at a time.</summary>
    public Workspace Take()
    {
        if (!_free.TryTake(out Workspace? workspace))
        {
            workspace = create();
            workspace.BuildsWell(project);
            workspace.Keep(_free.Add);
        }

        return workspace;
    }
}
