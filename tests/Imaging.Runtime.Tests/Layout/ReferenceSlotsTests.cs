using System.Reflection;

namespace Imaging.Layout;

/// <summary>Where references lie and what may be there is found without reflection.</summary>
[TestClass]
public sealed class ReferenceSlotsTests
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [TestMethod]
    public void References_in_classes_of_the_framework_have_the_places_and_types_that_reflection_tells()
    {
        int compared = 0;
        foreach (Type type in typeof(object).Assembly.GetTypes().Concat(typeof(Uri).Assembly.GetTypes()).Where(static type => type is { IsClass: true, ContainsGenericParameters: false }))
        {
            ReferenceSlot[] slots = ReferenceSlots.Of(type);
            Assert.IsTrue(MethodTableFacts.Of(type).HasReferencesAt(slots), $"{type}");
            for (Type? level = type; level is not null; level = level.BaseType)
            {
                foreach (FieldInfo field in level.GetFields(Declared).Where(static field => field.FieldType is { IsValueType: false, IsPointer: false, IsFunctionPointer: false }))
                {
                    Assert.IsTrue(slots.Any(slot => slot.Offset == FieldOffset.Of(field) && slot.Declared == field.FieldType), $"{level}.{field.Name} in {type}");
                    compared++;
                }
            }
        }

        Assert.IsGreaterThan(2_000, compared);
    }

    [TestMethod]
    [DataRow(typeof(string))]
    [DataRow(typeof(object))]
    [DataRow(typeof(int))]
    [DataRow(typeof(DateTimeOffset))]
    [DataRow(typeof(KeyValuePair<string, int>))]
    [DataRow(typeof(KeyValuePair<byte, List<string>>))]
    [DataRow(typeof(List<Dictionary<int, string>[]>))]
    [DataRow(typeof(IReadOnlyDictionary<string, Uri>))]
    public void Fields_of_generic_types_have_the_places_and_types_that_reflection_tells(Type argument)
    {
        int compared = 0;
        foreach (Type definition in typeof(object).Assembly.GetTypes().Concat(typeof(Enumerable).Assembly.GetTypes()).Concat(typeof(SortedList<,>).Assembly.GetTypes()).Where(IsOrdinary))
        {
            if (Instantiate(definition, argument) is not { } type)
            {
                continue;
            }

            FieldInfo[] listed = type.GetFields(Declared);
            DeclaredField[] fields = DeclaredField.Of(type);
            Assert.IsNotNull(FieldDescriptions.Offsets(type, Array.ConvertAll(listed, static field => field.MetadataToken)), $"{type}");
            Assert.HasCount(listed.Length, fields, $"{type}");
            for (int i = 0; i < listed.Length; i++)
            {
                Assert.AreEqual(FieldOffset.Of(listed[i]), fields[i].Offset, $"{type}.{listed[i].Name}");
                if (!listed[i].FieldType.IsPointer && !listed[i].FieldType.IsFunctionPointer)
                {
                    Assert.AreEqual(listed[i].FieldType, fields[i].FieldType, $"{type}.{listed[i].Name}");
                }

                compared++;
            }

            Assert.IsTrue(type.IsValueType || MethodTableFacts.Of(type).HasReferencesAt(ReferenceSlots.Of(type)), $"{type}");
        }

        Assert.IsGreaterThan(500, compared);
    }

    // Those that a program can have objects of.
    private static bool IsOrdinary(Type type) =>
        type is { IsGenericTypeDefinition: true, IsInterface: false, IsAbstract: false, IsByRefLike: false } && !type.IsSubclassOf(typeof(Delegate));

    private static Type? Instantiate(Type definition, Type argument)
    {
        try
        {
            return definition.MakeGenericType([.. definition.GetGenericArguments().Select(_ => argument)]);
        }
        catch (Exception exception) when (exception is ArgumentException or TypeLoadException)
        {
            return null;
        }
    }

    [TestMethod]
    public void Fields_that_a_module_resolves_lie_where_reflection_says()
    {
        foreach (FieldInfo field in new[] { typeof(Version), typeof(Uri), typeof(FieldOffset.Base), typeof(FieldOffset.Derived) }.SelectMany(static type => type.GetFields(Declared)))
        {
            Assert.AreEqual(FieldOffset.Of(field), FieldOffset.Of(field.Module, field.MetadataToken), $"{field.DeclaringType}.{field.Name}");
            Assert.AreEqual(field.FieldHandle.Value, ResolvedField.Description(field.Module, field.MetadataToken), $"{field.DeclaringType}.{field.Name}");
        }
    }
}
