namespace Imaging.Serializer.Capture;

/// <summary>What an object of the graph becomes in the image.</summary>
internal enum NodeKind : byte
{
    /// <summary>An object without references.</summary>
    Const,

    /// <summary>An object with references.</summary>
    Main,

    /// <summary>An object that the process has one of: its number is that of the global.</summary>
    Global,

    /// <summary>A delegate: its number is that of the recipe.</summary>
    Delegate,

    /// <summary>An object that a dependency's image owns: its number is that among those.</summary>
    External,

    /// <summary>A type: its number is that of the recipe.</summary>
    Type,

    /// <summary>A method: its number is that of the recipe.</summary>
    Method,
}

/// <summary>How the bytes of an object differ from what it holds: what a rebuild makes again is left out, so that it cannot differ between processes.</summary>
internal enum NodeTreatment : byte
{
    None,

    /// <summary>All elements are zero.</summary>
    Cleared,

    /// <summary>Entries of a hash table without hash codes and chains.</summary>
    HashTableEntries,

    /// <summary>Elements of a collection; what lies beside them is zero.</summary>
    WithoutSlack,

    /// <summary>No fields at all.</summary>
    Rebuilt,

    /// <summary>All fields are zero: what it is constructed from stands apart.</summary>
    Constructed,

    /// <summary>Nothing at all: what stands for the object is captured in its place.</summary>
    Surrogate,
}

/// <summary>One object of the graph. Small, as there are as many as objects.</summary>
internal struct CapturedNode
{
    internal NodeKind Kind;
    internal NodeTreatment Treatment;

    /// <summary>How many surrogates it lies in.</summary>
    internal ushort SurrogateDepth;

    /// <summary>The root in whose walk it was found first.</summary>
    internal int Root;

    /// <summary>Const and main objects: their type. Others: the number of their global or recipe.</summary>
    internal int Number;

    /// <summary>The node that refers to it, as first found; -1 for a root's value.</summary>
    internal int Parent;

    /// <summary>Where in the parent: the index of the field, or of the element.</summary>
    internal int ParentPlace;

    /// <summary>Where its bytes begin in the captured bytes; 0 where it has none, or none yet. How many they are, its type tells.</summary>
    internal long Data;
}
