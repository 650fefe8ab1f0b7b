namespace Imaging.Serializer.Capture;

/// <summary>
/// Puts the vertices of a graph in an order in which each comes after those that it depends on, and those that depend on
/// each other together: strongly connected components, by Tarjan's algorithm, in time linear in the edges that it meets.
/// </summary>
/// <param name="count">How many vertices there are.</param>
/// <param name="dependencies">What a vertex depends on; asked once of each.</param>
internal sealed class DependencyOrder(int count, Func<int, IEnumerable<int>> dependencies)
{
    // 0 is a vertex that was not met; a vertex that has its place has the highest number.
    private const int Placed = int.MaxValue;

    private readonly int[] _numbers = new int[count];
    private readonly int[] _lowest = new int[count];
    private readonly Stack<int> _open = [];
    private readonly Stack<(int Vertex, IEnumerator<int> Dependencies)> _path = [];
    private readonly List<int> _component = [];
    private int _met;

    /// <summary>The components that a vertex leads to and that have no place yet, its own last.</summary>
    /// <returns>Lists that hold until the next one is asked for.</returns>
    internal IEnumerable<IReadOnlyList<int>> From(int start)
    {
        if (_numbers[start] == 0)
        {
            Enter(start);
        }

        while (_path.TryPeek(out (int Vertex, IEnumerator<int> Dependencies) step))
        {
            if (step.Dependencies.MoveNext())
            {
                int next = step.Dependencies.Current;
                if (_numbers[next] == 0)
                {
                    Enter(next);
                }
                else if (_numbers[next] != Placed)
                {
                    _lowest[step.Vertex] = Math.Min(_lowest[step.Vertex], _numbers[next]);
                }

                continue;
            }

            step.Dependencies.Dispose();
            _path.Pop();
            if (_path.TryPeek(out (int Vertex, IEnumerator<int> Dependencies) parent))
            {
                _lowest[parent.Vertex] = Math.Min(_lowest[parent.Vertex], _lowest[step.Vertex]);
            }

            if (_lowest[step.Vertex] == _numbers[step.Vertex])
            {
                Close(step.Vertex);
                yield return _component;
            }
        }
    }

    private void Enter(int vertex)
    {
        _numbers[vertex] = _lowest[vertex] = ++_met;
        _open.Push(vertex);
        _path.Push((vertex, dependencies(vertex).GetEnumerator()));
    }

    private void Close(int first)
    {
        _component.Clear();
        int vertex;
        do
        {
            vertex = _open.Pop();
            _numbers[vertex] = Placed;
            _component.Add(vertex);
        }
        while (vertex != first);
    }
}
