using System.Reflection;
using System.Text;
using Imaging.Identity;

namespace Imaging.Restore;

/// <summary>The framework's own statics of wrapped comparers are found without reading a static field.</summary>
[TestClass]
public sealed unsafe class WrappedComparersTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly Type s_type = typeof(string).Assembly.GetType("System.Collections.Generic.NonRandomizedStringEqualityComparer", throwOnError: true)!;

    [TestMethod]
    public void Each_is_the_one_that_its_static_field_holds()
    {
        FieldInfo[] fields = [.. s_type.GetFields(Statics).Where(static field => s_type.IsAssignableFrom(field.FieldType))];
        Assert.HasCount(3, fields);
        foreach (FieldInfo field in fields)
        {
            Assert.AreSame(field.GetValue(null), Find(s_type, field.Name), field.Name);
        }
    }

    [TestMethod]
    public void Fields_of_other_names_and_types_are_left_to_reflection()
    {
        Assert.IsNull(Find(s_type, "Default"));
        Assert.IsNull(Find(typeof(object), "WrappedAroundDefaultComparer"));
        Assert.IsNull(Find(typeof(string[]), "WrappedAroundDefaultComparer"));
        Assert.IsNull(Find(typeof(WrappedComparersTests), "WrappedAroundDefaultComparer"));
    }

    private static object? Find(Type declaring, string field)
    {
        byte[] name = Encoding.UTF8.GetBytes(field);
        fixed (byte* start = name)
        {
            return WrappedComparers.Find(declaring, new ByteRegion(start, (uint)name.Length));
        }
    }
}
