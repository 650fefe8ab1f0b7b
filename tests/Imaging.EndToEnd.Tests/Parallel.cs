// Every test owns its directory; a build spends half of its time on one core.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]
