using System.Reflection;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>What capture knows of a <see cref="Dictionary{TKey, TValue}"/>, <see cref="HashSet{T}"/> or <see cref="OrderedDictionary{TKey, TValue}"/>, or of a class that derives from one.</summary>
internal sealed class CapturedHashTable
{
    private readonly int _buckets;
    private readonly int _entries;
    private readonly int _comparer;
    private readonly object _defaultComparer;

    private CapturedHashTable(Type table)
    {
        Table = table;
        Key = table.GetGenericArguments()[0];
        _buckets = InstanceField.Offset(table, "_buckets");
        _entries = InstanceField.Offset(table, "_entries");
        _comparer = InstanceField.Offset(table, "_comparer");
        _defaultComparer = typeof(EqualityComparer<>).MakeGenericType(Key).GetProperty(nameof(EqualityComparer<>.Default), BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;
    }

    /// <summary>The framework's type.</summary>
    internal Type Table { get; }

    internal Type Key { get; }

    /// <summary>Of a type that is a hash table or derives from one; <see langword="null"/> for any other.</summary>
    internal static CapturedHashTable? Of(Type type)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            if (IsTable(level))
            {
                return new CapturedHashTable(level);
            }
        }

        return null;
    }

    internal static bool IsTable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var definition
        && (definition == typeof(Dictionary<,>) || definition == typeof(HashSet<>) || definition == typeof(OrderedDictionary<,>));

    /// <summary>Whether the hash codes in a table are the same in every process.</summary>
    internal bool IsStable(object table)
    {
        object? comparer = InstanceField.Of<object?>(table, _comparer);
        return comparer is null || ReferenceEquals(comparer, _defaultComparer)
            ? StableHashes.IsStable(Key)
            : Key == typeof(string) && StringComparers.IsStable(comparer);
    }

    /// <summary>How the object in a field of a table is captured.</summary>
    internal NodeTreatment TreatmentOf(FieldReference field, object table) =>
        field.Offset == _buckets && !IsStable(table) ? NodeTreatment.Cleared
        : field.Offset == _entries && !IsStable(table) ? NodeTreatment.HashTableEntries
        : NodeTreatment.None;
}
