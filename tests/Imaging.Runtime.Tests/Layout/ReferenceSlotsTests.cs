using System.Reflection;

namespace Imaging.Layout;

/// <summary>Where references lie is found in metadata for most classes, and through reflection for the others.</summary>
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
    public void Fields_that_a_module_resolves_lie_where_reflection_says()
    {
        foreach (FieldInfo field in new[] { typeof(Version), typeof(Uri), typeof(FieldOffset.Base), typeof(FieldOffset.Derived) }.SelectMany(static type => type.GetFields(Declared)))
        {
            Assert.AreEqual(FieldOffset.Of(field), FieldOffset.Of(field.Module, field.MetadataToken), $"{field.DeclaringType}.{field.Name}");
            Assert.AreEqual(field.FieldHandle.Value, ResolvedField.Description(field.Module, field.MetadataToken), $"{field.DeclaringType}.{field.Name}");
        }
    }
}
