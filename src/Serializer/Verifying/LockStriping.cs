using System.Collections.Concurrent;

namespace Imaging.Serializer.Verifying;

/// <summary>
/// How many locks a <see cref="ConcurrentDictionary{TKey, TValue}"/> has: as many as there are processors, unless its maker says
/// otherwise. It decides how long threads wait, and nothing that a program reads.
/// </summary>
internal static class LockStriping
{
    internal static bool Is(Type type, string field) =>
        type.IsGenericType
        && ((field == "_budget" && type.GetGenericTypeDefinition() == typeof(ConcurrentDictionary<,>))
            || (field is "_locks" or "_countPerLock" && type.DeclaringType == typeof(ConcurrentDictionary<,>)));
}
