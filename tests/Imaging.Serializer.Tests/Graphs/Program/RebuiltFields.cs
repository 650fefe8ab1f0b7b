/// <summary>Fields whose content a restore makes again, so that it need not be the same.</summary>
internal static class RebuiltFields
{
    /// <summary>Whether a field needs no further comparison.</summary>
    internal static bool AreSettled(object holder, FieldInfo field, object? first, object? second, Action<string> problem)
    {
        if (holder is StringBuilder && field.Name == "m_ChunkChars")
        {
            // Behind the end lies whatever lay in memory.
            int used = (int)typeof(StringBuilder).GetField("m_ChunkLength", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(holder)!;
            if (((char[])first!).Length != ((char[])second!).Length || !((char[])first).AsSpan(0, used).SequenceEqual(((char[])second).AsSpan(0, used)))
            {
                problem("other characters");
            }

            return true;
        }

        Type type = field.DeclaringType!;
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        switch (definition?.FullName, field.Name)
        {
            case ("System.Collections.Generic.Dictionary`2" or "System.Collections.Generic.OrderedDictionary`2" or "System.Collections.Generic.HashSet`1", "_buckets"):
            case ("System.Linq.Lookup`2", "_groupings"):
                if ((first as Array)?.Length != (second as Array)?.Length)
                {
                    problem($"{field.Name} has another length");
                }

                return true;
            case ("System.Collections.Generic.Dictionary`2+Entry", "hashCode"):
            case ("System.Collections.Generic.HashSet`1+Entry" or "System.Collections.Generic.OrderedDictionary`2+Entry", "HashCode"):
            case ("System.Linq.Grouping`2", "_hashCode" or "_hashNext"):
                return true;
            case ("System.Collections.Generic.Dictionary`2+Entry", "next"):
            case ("System.Collections.Generic.HashSet`1+Entry" or "System.Collections.Generic.OrderedDictionary`2+Entry", "Next"):
                // Below -1 it is a list of free entries, which stays.
                return (int)first! >= -1 && (int)second! >= -1;
            default:
                return false;
        }
    }
}
