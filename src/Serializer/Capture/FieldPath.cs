namespace Imaging.Serializer.Capture;

/// <summary>Writes the way to a field.</summary>
internal static class FieldPath
{
    /// <summary>A path and the fields behind it: one in an inline array that is no field itself begins with its index.</summary>
    internal static string Behind(string path, string fields) =>
        fields.Length == 0 || fields[0] == '[' ? path + fields : $"{path}.{fields}";
}
