using System.Reflection;
using System.Runtime.CompilerServices;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.SideEffects;

/// <summary>Which static fields a program would miss if a builder had written them in the build alone.</summary>
/// <remarks>
/// What a type keeps to itself and fills when it is asked for the first time, it fills again in the program: such a field is
/// private, begins empty, and no property sets it.
/// </remarks>
internal static class WatchedField
{
    private const byte Store = 0x80;

    internal static bool Is(FieldInfo field) =>
        !field.IsLiteral
        && !field.IsDefined(typeof(ThreadStaticAttribute), inherit: false)
        && !IsOfCompiler(field)
        && StaticFields.TypeOf(field) is { IsPointer: false, IsFunctionPointer: false, IsByRefLike: false } type
        && type.Assembly.GetName().Name != "Imaging.Runtime";

    /// <summary>Whether a field that began empty, and is not empty now, was set by its own type to remember something.</summary>
    internal static bool IsLazy(FieldInfo field) => field.IsPrivate && !IsSetByProperty(field);

    /// <summary>Whether code of other packages may set a field.</summary>
    internal static bool IsSetByAnyone(FieldInfo field) =>
        !field.IsInitOnly && field.DeclaringType!.IsVisible && (field.IsPublic || Setters(field).Any(static setter => setter.IsPublic));

    // Lambdas, and delegates of methods, that the compiler keeps.
    private static bool IsOfCompiler(FieldInfo field) =>
        field.DeclaringType!.Name.StartsWith('<') || (field.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !field.Name.EndsWith("k__BackingField", StringComparison.Ordinal));

    private static bool IsSetByProperty(FieldInfo field) => Setters(field).Any(static setter => !setter.IsPrivate);

    private static IEnumerable<MethodInfo> Setters(FieldInfo field) =>
        field.DeclaringType!.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Select(static property => property.GetSetMethod(nonPublic: true))
            .OfType<MethodInfo>()
            .Where(setter => Writes(setter, field));

    // Looks for bytes, not for instructions: what looks like a write may be none, but none is missed.
    private static bool Writes(MethodInfo method, FieldInfo field)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int at = 0; at + 5 <= code.Length; at++)
        {
            if (code[at] == Store && BitConverter.ToInt32(code, at + 1) == field.MetadataToken)
            {
                return true;
            }
        }

        return false;
    }
}
