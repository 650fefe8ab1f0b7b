using System.Reflection;

namespace Imaging.Serializer.Capture;

/// <summary>The objects that static fields of the package and of its closure hold.</summary>
internal sealed class StaticObjects
{
    private const BindingFlags Statics =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Dictionary<Assembly, List<FieldInfo>> _fields = [];
    private readonly Dictionary<object, FieldInfo> _holders = new(ReferenceEqualityComparer.Instance);

    /// <summary>Looks at every static field of the types that are initialised by now.</summary>
    internal void Scan(IEnumerable<Assembly> assemblies)
    {
        _holders.Clear();
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

    /// <summary>The static field that holds an object; an initonly one where there are several.</summary>
    internal FieldInfo? HolderOf(object value) => _holders.GetValueOrDefault(value);

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
            return !field.IsLiteral && !field.FieldType.IsValueType && !field.FieldType.IsPointer && !field.FieldType.IsFunctionPointer
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
        if (value is string)
        {
            return;
        }

        if (!_holders.TryGetValue(value, out FieldInfo? known) || (!known.IsInitOnly && field.IsInitOnly))
        {
            _holders[value] = field;
        }
    }
}
