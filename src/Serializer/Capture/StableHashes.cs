namespace Imaging.Serializer.Capture;

/// <summary>The types whose default hash codes are the same in every process: a closed, proven list.</summary>
internal static class StableHashes
{
    private static readonly HashSet<Type> s_stable =
    [
        typeof(bool), typeof(char),
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(float), typeof(double), typeof(decimal),
        typeof(Guid), typeof(DateTime), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly), typeof(System.Text.Rune),
    ];

    internal static bool IsStable(Type type) => s_stable.Contains(type) || type.IsEnum;
}
