using System.Collections.Concurrent;

namespace Imaging.EndToEnd.Tests.Harness;

/// <summary>Workspaces whose first build has been made: tests that start from it share what is not their subject.</summary>
internal sealed class BuiltWorkspace
{
    // As many as tests run side by side: what a build leaves holds in the directory that it was made in only.
    private readonly ConcurrentBag<Workspace> _free = [];
    private readonly Func<Workspace> _create;
    private readonly string _project;

    /// <param name="create">Writes the projects.</param>
    /// <param name="project">The one that is built.</param>
    public BuiltWorkspace(Func<Workspace> create, string project)
    {
        (_create, _project) = (create, project);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete();
    }

    /// <summary>Gives a workspace as the first build left it, for one test at a time.</summary>
    public Workspace Take()
    {
        if (!_free.TryTake(out Workspace? workspace))
        {
            workspace = _create();
            workspace.BuildsWell(_project);
            workspace.Keep(_free.Add);
        }

        return workspace;
    }

    private void Delete()
    {
        foreach (Workspace workspace in _free)
        {
            workspace.Delete();
        }
    }
}
