/// <summary>Values to look for and to add: by type, and a package's own by its <c>NewKeys.Make</c>.</summary>
internal static class Samples
{
    internal static Type? Package { get; set; }

    internal static bool TryMake(Type type, int i, out object? sample)
    {
        sample = Make(type, i);
        return sample is not null;
    }

    private static object? Make(Type type, int i)
    {
        if (type == typeof(string))
        {
            return i % 2 == 0 ? $"new {i}" : i % 3 == 0 ? $"größe{i}" : $"WORD{i * 7919 % 100_003}";
        }

        if (type.IsEnum)
        {
            return Enum.ToObject(type, i % 100);
        }

        if (type == typeof(Guid))
        {
            return new Guid(i, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8);
        }

        if (type == typeof(DateTime))
        {
            return new DateTime(1999, 1, 1).AddDays(i);
        }

        if (type == typeof(Type))
        {
            return i % 2 == 0 ? typeof(Random) : typeof(byte).MakeArrayType();
        }

        return type.IsPrimitive && type != typeof(bool) && type != typeof(nint) && type != typeof(nuint)
            ? Convert.ChangeType(i % 120, type, CultureInfo.InvariantCulture)
            : Package?.GetMethod("Make")?.Invoke(null, [type, i]);
    }
}
