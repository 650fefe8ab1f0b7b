// All share one build, and then start processes.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]
