using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Layout;

namespace Imaging.Serializer.Capture;

/// <summary>A static field that holds an object.</summary>
/// <param name="Field">The field.</param>
/// <param name="IsFinal">Whether the field cannot change, and is the object's place itself, not a structure around it.</param>
internal readonly record struct StaticHolder(FieldInfo Field, bool IsFinal);

/// <summary>The objects that static fields of the package and of its closure hold.</summary>
internal sealed class StaticObjects
{
    private const BindingFlags Statics =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Dictionary<Assembly, List<FieldInfo>> _fields = [];
    private readonly Dictionary<object, StaticHolder> _holders = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Type> _generic = [];
    private readonly Dictionary<Type, IReadOnlyList<FieldReference>> _structures = [];

    /// <summary>Looks at every static field of the types that are initialised by now.</summary>
    internal void Scan(IEnumerable<Assembly> assemblies)
    {
        _holders.Clear();
        _generic.Clear();
        foreach (Assembly assembly in assemblies)
        {
            if (!_fields.TryGetValue(assembly, out List<FieldInfo>? fields))
            {
                _fields.Add(assembly, fields = [.. FieldsOf(assembly)]);
            }

            foreach (FieldInfo field in fields)
            {
                Read(field);
            }
        }
    }

    /// <summary>Looks at the static fields of one type, which runs its static constructor.</summary>
    internal void ScanType(Type type)
    {
        foreach (FieldInfo field in type.GetFields(Statics))
        {
            if (IsCandidate(field) && field.GetValue(null) is { } value)
            {
                Hold(value, field);
            }
        }
    }

    /// <summary>Looks at the static fields of a generic type, once a scan: an assembly does not tell which ones there are.</summary>
    internal void ScanGeneric(Type type)
    {
        if (type.IsGenericType && _generic.Add(type) && ClassInitialization.IsComplete(type))
        {
            ScanType(type);
        }
    }

    /// <summary>The static field that holds an object; one that cannot change where there are several.</summary>
    internal StaticHolder? HolderOf(object value) => _holders.TryGetValue(value, out StaticHolder holder) ? holder : null;

    private static IEnumerable<FieldInfo> FieldsOf(Assembly assembly)
    {
        Type?[] types;
        try
        {
            types = assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            types = exception.Types;
        }

        return types.Where(static type => type is { ContainsGenericParameters: false }).SelectMany(static type => type!.GetFields(Statics)).Where(IsCandidate);
    }

    private static bool IsCandidate(FieldInfo field)
    {
        try
        {
            return !field.IsLiteral && !field.FieldType.IsPrimitive && !field.FieldType.IsEnum && !field.FieldType.IsByRefLike && !field.FieldType.IsPointer && !field.FieldType.IsFunctionPointer
                && field.FieldType != typeof(string) && !field.IsDefined(typeof(ThreadStaticAttribute), inherit: false);
        }
        catch (Exception exception) when (exception is IOException or TypeLoadException or BadImageFormatException)
        {
            // The field's type lies in an assembly that is not there: the type cannot have been initialised.
            return false;
        }
    }

    private void Read(FieldInfo field)
    {
        if (ClassInitialization.IsComplete(field.DeclaringType!) && field.GetValue(null) is { } value)
        {
            Hold(value, field);
        }
    }

    private void Hold(object value, FieldInfo field)
    {
        if (!field.FieldType.IsValueType)
        {
            Hold(value, new StaticHolder(field, field.IsInitOnly));
            return;
        }

        foreach (FieldReference reference in ReferencesIn(value.GetType()))
        {
            if (Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref MethodTableFacts.FieldsOf(value), reference.Offset)) is { } part)
            {
                Hold(part, new StaticHolder(field, IsFinal: false));
            }
        }
    }

    private IReadOnlyList<FieldReference> ReferencesIn(Type structure)
    {
        if (!_structures.TryGetValue(structure, out IReadOnlyList<FieldReference>? references))
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
        }
    }
}
