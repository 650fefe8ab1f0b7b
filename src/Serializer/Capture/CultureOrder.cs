namespace Imaging.Serializer.Capture;

/// <summary>Which types the framework orders by the current culture, because it finds strings in them.</summary>
internal static class CultureOrder
{
    internal static bool Orders(Type type) =>
        type == typeof(string) || type == typeof(object) || type == typeof(IComparable) || type == typeof(IComparable<string>)
        || (type.IsGenericType && IsOrderedByParts(type) && type.GetGenericArguments().Any(Orders));

    private static bool IsOrderedByParts(Type type) =>
        type.Assembly == typeof(object).Assembly
        && (type.IsAssignableTo(typeof(System.Runtime.CompilerServices.ITuple)) || type.GetGenericTypeDefinition() == typeof(Nullable<>));
}
