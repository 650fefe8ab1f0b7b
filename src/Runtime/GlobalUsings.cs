#if !NET
// A lock of its own type needs one assembly less at start; older frameworks have only the monitor.
global using Lock = System.Object;
#endif
