using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Layout;
using Imaging.Restore;

namespace Imaging.Serializer.Capture;

/// <summary>A static field that holds an object.</summary>
/// <param name="Field">The field.</param>
/// <param name="Part">Where in the field's structure; empty where the field is the object's place itself.</param>
/// <param name="Steps">The same for <see cref="StaticPath"/>; <see langword="null"/> where it cannot be named.</param>
internal readonly record struct StaticHolder(FieldInfo Field, string Part, string? Steps)
{
    /// <summary>Whether the field cannot change, and is the object's place itself, not a structure around it.</summary>
    internal bool IsFinal => Field.IsInitOnly && Part.Length == 0;

    public override string ToString() => $"{Field.DeclaringType}.{Field.Name}";
}

/// <summary>The objects that static fields of the package and of its closure hold.</summary>
internal sealed class StaticObjects
{
    private readonly Dictionary<Assembly, StaticFields> _fields = [];
    private readonly Dictionary<object, StaticHolder> _holders = new(ReferenceEqualityComparer.Instance);
    private readonly List<(FieldInfo Field, object Value)> _ofThread = [];
    private readonly HashSet<Type> _types = [];
    private readonly HashSet<Type> _met = [];
    private readonly HashSet<Type> _scanned = [];
    private readonly GenericStatics _generic = new();
    private readonly Dictionary<Type, FieldReference[]> _structures = [];

    /// <summary>Every object that a static field holds, with one such field, in the order in which they were met.</summary>
    internal IReadOnlyDictionary<object, StaticHolder> Holders => _holders;

    /// <summary>Grows whenever objects of further types are held.</summary>
    internal int Version { get; private set; }

    /// <summary>Whether a static field holds an object of a type.</summary>
    internal bool Holds(Type type) => _types.Contains(type);

    /// <summary>Keeps what the thread's own static fields hold, for every later scan: nobody else can read them.</summary>
    internal void ReadThread(IEnumerable<Assembly> assemblies)
    {
        foreach (FieldInfo field in assemblies.SelectMany(assembly => FieldsOf(assembly).OfThread))
        {
            if (ClassInitialization.IsComplete(field.DeclaringType!) && field.GetValue(null) is { } value)
            {
                _ofThread.Add((field, value));
            }
        }
    }

    /// <summary>Looks at every static field of the types that are initialised by now.</summary>
    internal void Scan(IEnumerable<Assembly> assemblies)
    {
        _holders.Clear();
        _types.Clear();
        Version++;
        _met.Clear();
        _scanned.Clear();
        StaticFields[] all = [.. assemblies.Select(FieldsOf)];
        foreach (FieldInfo field in all.SelectMany(static fields => fields.OfProcess))
        {
            if (ClassInitialization.IsComplete(field.DeclaringType!) && field.GetValue(null) is { } value)
            {
                Hold(value, field);
            }
        }

        foreach (Type type in all.SelectMany(_generic.NamedIn))
        {
            ScanInstantiation(type);
        }

        foreach ((FieldInfo field, object value) in _ofThread)
        {
            Hold(value, field);
        }
    }

    /// <summary>Looks at the static fields of one type, which runs its static constructor.</summary>
    internal void ScanType(Type type)
    {
        foreach (FieldInfo field in StaticFields.Of(type))
        {
            if (!StaticFields.IsOfThread(field) && field.GetValue(null) is { } value)
            {
                Hold(value, field);
            }
        }
    }

    /// <summary>Looks at the static fields of a generic type, and of generic types over a type.</summary>
    internal void ScanGeneric(Type type)
    {
        if (!_met.Add(type))
        {
            return;
        }

        if (type.IsGenericType)
        {
            ScanInstantiation(type);
            foreach (Type instantiation in _generic.OverArgumentsOf(type))
            {
                ScanInstantiation(instantiation);
            }
        }

        foreach (Type instantiation in _generic.Over(type))
        {
            ScanInstantiation(instantiation);
        }
    }

    /// <summary>Looks at the static fields of generic types over the arguments of a generic type of the framework: they are the likely ones to hold an object of it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isFramework">Whether an assembly is part of the framework.</param>
    internal void ScanArguments(Type type, Func<Assembly, bool> isFramework)
    {
        if (!_met.Add(type))
        {
            return;
        }

        Type[] arguments = type.GetGenericArguments();
        if (Array.TrueForAll(arguments, argument => isFramework(argument.Assembly)))
        {
            return;
        }

        foreach (Type instantiation in _generic.OverArgumentsOf(type))
        {
            ScanInstantiation(instantiation);
        }

        foreach (Type argument in arguments.Where(argument => !isFramework(argument.Assembly)))
        {
            ScanGeneric(argument);
        }
    }

    /// <summary>The static field that holds an object; one that cannot change where there are several.</summary>
    internal StaticHolder? HolderOf(object value) => _holders.TryGetValue(value, out StaticHolder holder) ? holder : null;

    private StaticFields FieldsOf(Assembly assembly)
    {
        if (!_fields.TryGetValue(assembly, out StaticFields? fields))
        {
            _fields.Add(assembly, fields = new StaticFields(assembly));
            _generic.Add(fields);
        }

        return fields;
    }

    private void ScanInstantiation(Type type)
    {
        if (_scanned.Add(type) && ClassInitialization.IsComplete(type))
        {
            ScanType(type);
        }
    }

    private void Hold(object value, FieldInfo field)
    {
        if (!field.FieldType.IsValueType)
        {
            Hold(value, new StaticHolder(field, "", ""));
            return;
        }

        foreach (FieldReference reference in ReferencesIn(value.GetType()))
        {
            if (Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref MethodTableFacts.FieldsOf(value), reference.Offset)) is { } part)
            {
                Hold(part, new StaticHolder(field, FieldPath.Behind("", reference.Path), StaticPath.Steps(reference.Fields)));
            }
        }
    }

    private FieldReference[] ReferencesIn(Type structure)
    {
        if (!_structures.TryGetValue(structure, out FieldReference[]? references))
        {
            _structures.Add(structure, references = TypeFields.Of(structure).References);
        }

        return references;
    }

    private void Hold(object value, StaticHolder holder)
    {
        if (value is not string && (!_holders.TryGetValue(value, out StaticHolder known) || (!known.IsFinal && holder.IsFinal)))
        {
            _holders[value] = holder;
            Version += _types.Add(value.GetType()) ? 1 : 0;
        }
    }
}
