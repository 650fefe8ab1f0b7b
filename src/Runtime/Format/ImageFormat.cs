namespace Imaging.Format;

/// <summary>The numbers of the image format, and its essay.</summary>
/// <remarks>
/// <para>
/// A package image (<c>X.pkgimg</c>) holds the values of the roots of one package, <c>X.dll</c>, as object
/// graphs that can be placed in memory instead of being computed. It is a cache: everything in it can be
/// made again by the roots' builders, so a reader that has any doubt about it runs those.
/// </para>
/// <para>
/// 1. <b>The file.</b> A <see cref="RawHeader"/>, a table of <see cref="RawSection"/>, one for each
/// <see cref="SectionKind"/> in order, then the sections, each at a multiple of eight bytes. Numbers are
/// little-endian. Every table is an array of one fixed-size <c>Raw…</c> struct, which both sides use: the writer
/// writes its bytes, the reader looks at them in place.
/// </para>
/// <para>
/// 2. <b>Identity.</b> The header's <i>content hash</i> (<see cref="ContentHash"/>) covers everything before the main section, and
/// with it the hashes of the <see cref="RawPiece"/>s that the main and const sections consist of. All of them are
/// checked at every load and find accidental damage. The <i>build id</i> (128 bits of SHA-256 over all sections) names the content:
/// same inputs, same build id, same bytes. What changes without effect (module version ids of packages,
/// directories, time stamps, how long a builder took) is nowhere in the file.
/// </para>
/// <para>
/// 3. <b>Dependencies.</b> <see cref="RawDependency"/> 0 is the package itself, 1 the core library; then come those whose images
/// this one is linked to, with the build ids of those images, then the others, each in order of name. An assembly of the framework is identified by its module version id, since the framework is
/// deployed as built; every other one by its code identity, since a weaver may change code and keep that id.
/// </para>
/// <para>
/// 4. <b>Types.</b> A <see cref="RawType"/> is a recipe: a definition (dependency, metadata token), an instantiation (of a
/// definition, over arguments), a vector, or an array of several dimensions (of an element). Recipes refer only to recipes before them. A recipe is resolved once and
/// gives the one type that the process has, whoever else needs it too. With it stand the facts of its
/// layout that the reader compares with the type it got: its base size, its component size, whether its objects hold references, and of classes
/// whose fields move when their assembly is compiled ahead of time, a hash over the offsets of the fields.
/// </para>
/// <para>
/// <b>Another build of the framework</b> of the same major and minor version numbers its types and members differently, so
/// a <see cref="RawFrameworkType"/> gives each of them the name to find it by. Each unit lists those that its objects rest
/// on: their own types, bases, type arguments, elements, structures in fields, and what computed the hash codes that tables
/// were filled by. With them stands a hash over their code, and with every type that has objects one over names and places of its
/// fields. A unit holds on the other build where all these are the same there.
/// </para>
/// <para>
/// 5. <b>Const section.</b> Objects that hold no references (strings, arrays of plain data, plain objects), each laid out as the
/// runtime lays out an object, sorted by type: a <see cref="RawConstRun"/> for each type. Header and
/// method-table words are zero in the file. The reader writes the method-table words and has the section
/// registered with the garbage collector as a frozen segment, or copies the objects to the heap.
/// </para>
/// <para>
/// 6. <b>Main section.</b> Objects with references, sorted by unit and type: a <see cref="RawMainRun"/> for each
/// type in a unit. An object's <i>ordinal</i> is its place in that order. Its data are its fields as laid out
/// (arrays: a 64-bit length, then the elements), with a <see cref="ReferenceWord"/> in place of each reference.
/// </para>
/// <para>
/// 7. <b>Reference words.</b> The low four bits of the word say what it refers to, the others which one; <see cref="ReferenceWord"/> encodes and
/// decodes them. An object that another package's image owns is a dependency and its place there; one that the
/// process already has (a static field, what one leads to, a singleton) is a <see cref="RawGlobal"/>; a delegate is made again from a
/// <see cref="RawDelegate"/>, one that calls several methods from those before it; types and methods are their recipes.
/// </para>
/// <para>
/// 8. <b>Units and roots.</b> Objects that several roots share make those roots one <see cref="RawUnit"/>: it is restored
/// or given up as a whole. A <see cref="RawRoot"/> names the builder, the unit, the value, and what it rests on, its
/// <i>edges</i>: the core library, every assembly outside of Microsoft.NETCore.App that was loaded when its builder ended,
/// and the <see cref="RawInput"/> files it may have read. A root that was refused at build time stands there with the reason.
/// What a unit rests on in the images of dependencies are its <see cref="RawLinkage"/>: units there, which are restored before it.
/// If one of them is given up, so is it.
/// </para>
/// <para>
/// 9. <b>Rebuilds.</b> What depends on the process (hash codes that differ between processes, compiled regular
/// expressions, objects of classes that only their constructors know how to make) is not placed but made again, in place,
/// after everything else is filled: a <see cref="RawRebuild"/> each, in the order to follow. An object that a <i>surrogate</i> stands
/// for is not even allocated: it is what a class of a package makes from the surrogate, which is an object like any other. Until then,
/// places that refer to it hold null; the order has it after everything that the surrogate leads to, and before what is made of it.
/// </para>
/// <para>
/// 10. <b>Knobs.</b> Runtime settings that results depend on, as they were, and the platform (<see cref="RawKnob"/>).
/// </para>
/// <para>
/// <b>What restore must do.</b> Read the file into private memory; compare the content hash with those bytes, before anything that they
/// say is done, and the hash of each piece, before anything of it is used;
/// check every index, offset, length and terminator before using it; compare knobs, framework, and the
/// identities that the root rests on; restore the units that it is linked to, in images with the build ids recorded; resolve the types of the unit and compare their layouts; run their
/// static constructors; place the const section; allocate, then fill the main objects, checking that each
/// reference fits the field that it is written to; rebuild, and fill in what was made from surrogates; only then publish. Whatever fails before that
/// gives a reason, and the builder runs.
/// </para>
/// </remarks>
internal static class ImageFormat
{
    /// <summary>"PKGIMG" and a line end that text-mode transfers damage.</summary>
    internal const ulong Magic = 0x0A0D_474D_4947_4B50;

    /// <summary>Raised by every change of the format; a reader takes only its own.</summary>
    internal const uint Version = 7;

    /// <summary>Sections start at multiples of this.</summary>
    internal const int Alignment = 8;

    /// <summary>The header flag of an image whose content a second, perturbed capture confirmed.</summary>
    internal const byte VerifiedFlag = 1;

    /// <summary>A <see cref="RawDependency"/>'s place: the package that the image belongs to.</summary>
    internal const uint SelfDependency = 0;

    /// <summary>A <see cref="RawDependency"/>'s place: the core library.</summary>
    internal const uint CoreDependency = 1;

    /// <summary>An index that refers to nothing.</summary>
    internal const uint None = uint.MaxValue;

    /// <summary>Arrays have no more dimensions.</summary>
    internal const uint MaxRank = 32;

    /// <summary>File name extension of images.</summary>
    internal const string Extension = ".pkgimg";

    internal static long Align(long size) => (size + (Alignment - 1)) & ~(long)(Alignment - 1);
}
