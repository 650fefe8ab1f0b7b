using System.Runtime.InteropServices;

namespace Imaging.Format;

/// <summary>The recipe of a type, and the facts of its layout.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawType
{
    internal TypeRecipe Recipe;
    internal TypeFlags Flags;

    /// <summary>Definition: the dependency that defines it. Instantiation: the definition. Vector, array: the element.</summary>
    internal uint Of;

    /// <summary>Definition: its metadata token.</summary>
    internal uint Token;

    /// <summary>Instantiation: its arguments, in <see cref="SectionKind.Indexes"/>.</summary>
    internal uint FirstArgument;

    /// <summary>How many; of an array, its rank.</summary>
    internal uint ArgumentCount;

    /// <summary>Definition: its name without namespace, which the resolved type must have too.</summary>
    internal RawString Name;

    /// <summary>Of types that have objects: the size of an object, header and method-table word included, without components.</summary>
    internal uint BaseSize;

    /// <summary>Of arrays and strings that have objects: the size of an element.</summary>
    internal uint ComponentSize;

    /// <summary>
    /// Of classes that have objects, and whose fields lie elsewhere where their assembly is compiled ahead of time: a hash
    /// over the offsets of the fields. Otherwise zero.
    /// </summary>
    internal uint Layout;

    /// <summary>
    /// Of types that have objects: a hash over names and offsets of the fields, compared where the framework is another
    /// build than the image was made with. Otherwise zero.
    /// </summary>
    internal uint Fields;
}

/// <summary>A type definition of the framework, as it is known to another build of the framework.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct RawFrameworkType
{
    /// <summary>The recipe. Records ascend by it.</summary>
    internal uint Type;

    /// <summary>The type's name with its namespace and the types around it: tokens differ between builds.</summary>
    internal RawString FullName;

    /// <summary>A hash over its fields and its code; zero where no unit rests on those.</summary>
    internal ulong Code;
}

/// <summary>How a type is made.</summary>
internal enum TypeRecipe : uint
{
    Definition,
    Instantiation,
    Vector,

    /// <summary>An array of several dimensions, or with a lower bound.</summary>
    Array,
}

/// <summary>What else restore must know of a type.</summary>
[Flags]
internal enum TypeFlags : uint
{
    None = 0,

    /// <summary>The image holds objects of it.</summary>
    HasObjects = 1,

    /// <summary>Its objects hold references.</summary>
    HasReferences = 2,
}
