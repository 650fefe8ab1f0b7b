using System.Reflection;
using Imaging.Layout;

namespace Imaging.Serializer.Writing;

/// <summary>Classes whose fields lie elsewhere where their assembly is compiled ahead of time.</summary>
/// <remarks>
/// The runtime packs the fields of a class behind those of its base. In an assembly compiled ahead of time they begin at a
/// multiple of eight instead, unless all that the base's size rests on is of the same assembly, so that it cannot grow.
/// </remarks>
internal static class UnsettledLayout
{
    private const int Alignment = 8;
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static bool Has(Type type)
    {
        if (type.IsValueType || type.IsArray || type == typeof(string))
        {
            return false;
        }

        for (Type level = type; level.BaseType is { } parent && parent != typeof(object); level = parent)
        {
            if (level.GetFields(Declared).Length > 0 && EndOf(parent) % Alignment != 0 && !RestsOn(level.Module, parent))
            {
                return true;
            }
        }

        return false;
    }

    private static int EndOf(Type parent) => Levels(parent).SelectMany(static level => level.GetFields(Declared)).Select(static field => FieldOffset.Of(field) + SizeOf(field.FieldType)).DefaultIfEmpty().Max();

    private static int SizeOf(Type type) => type.IsValueType ? (int)MethodTableFacts.Of(type.MakeArrayType()).ComponentSize : IntPtr.Size;

    private static bool RestsOn(Module module, Type type) => Levels(type).All(level =>
        level.Module == module
        && level.GetGenericArguments().All(argument => argument.Module == module)
        && level.GetFields(Declared).All(field => IsSettled(module, field.FieldType)));

    private static bool IsSettled(Module module, Type field) =>
        !field.IsValueType || field.IsPrimitive || (field.Module == module && (field.IsEnum || RestsOn(module, field)));

    private static IEnumerable<Type> Levels(Type type)
    {
        for (Type? level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            yield return level;
        }
    }
}
