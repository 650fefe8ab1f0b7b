using System.Buffers;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Imaging.Serializer.SideEffects;

/// <summary>Types whose objects change as they are used, and mean the same all the while: how libraries write caches and pools.</summary>
internal static class CacheTypes
{
    private static readonly HashSet<Type> s_definitions =
    [
        typeof(ConcurrentDictionary<,>), typeof(ConcurrentBag<>), typeof(ConcurrentQueue<>), typeof(ConcurrentStack<>), typeof(ConditionalWeakTable<,>),
        typeof(Lazy<>), typeof(ThreadLocal<>), typeof(AsyncLocal<>), typeof(WeakReference<>),
    ];

    internal static bool Are(Type type)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            if (s_definitions.Contains(level.IsGenericType ? level.GetGenericTypeDefinition() : level)
                || (level.IsGenericType && level.GetGenericTypeDefinition() == typeof(ArrayPool<>))
                || level == typeof(WeakReference) || level == typeof(Regex) || level == typeof(MemberInfo) || level == typeof(Thread) || level == typeof(Timer) || level == typeof(Random))
            {
                return true;
            }
        }

        return false;
    }
}
