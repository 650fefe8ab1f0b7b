namespace Imaging.Serializer;

/// <summary>The codes of what the serializer has to say. Each has a page in <c>docs/diagnostics</c>.</summary>
internal static class DiagnosticCodes
{
    /// <summary>A builder threw.</summary>
    internal const string BuilderThrew = "IMG2001";

    /// <summary>A builder did not end in time.</summary>
    internal const string BuilderTimedOut = "IMG2002";

    /// <summary>The package's assembly, or one that it needs, cannot be loaded.</summary>
    internal const string PackageNotLoaded = "IMG2003";

    /// <summary>Two roots cannot be told apart.</summary>
    internal const string RootsNotDistinct = "IMG2004";

    /// <summary>A name in <c>ImagingExclude</c> is no root.</summary>
    internal const string UnknownExclusion = "IMG2005";

    /// <summary>The process that builds is not fit to capture.</summary>
    internal const string HostNotFit = "IMG2006";

    /// <summary>A type that is not known to be captured rightly.</summary>
    internal const string TypeNotProven = "IMG2010";

    /// <summary>A native pointer, handle or address.</summary>
    internal const string NativeState = "IMG2011";

    /// <summary>A type with a finalizer.</summary>
    internal const string Finalizable = "IMG2012";

    /// <summary>An object that a static field holds too.</summary>
    internal const string AlsoStatic = "IMG2013";

    /// <summary>State that depends on culture, time zone or other settings of the process.</summary>
    internal const string AmbientState = "IMG2014";

    /// <summary>A delegate that cannot be made again.</summary>
    internal const string DelegateNotRebuildable = "IMG2016";

    /// <summary>Containers whose hash codes, or whose order, depend on themselves.</summary>
    internal const string HashCycle = "IMG2017";

    /// <summary>A root rests on something that its image cannot refer to.</summary>
    internal const string RestsOnOther = "IMG2018";

    /// <summary>A field that holds a root which cannot be captured.</summary>
    internal const string RootNotFound = "IMG2019";

    /// <summary>A builder changed an object that a dependency's image owns.</summary>
    internal const string ChangesDependency = "IMG2020";

    /// <summary>A class has several surrogates.</summary>
    internal const string SurrogatesConflict = "IMG2021";

    /// <summary>A surrogate threw in the build.</summary>
    internal const string SurrogateFailed = "IMG2022";

    /// <summary>A surrogate is declared that cannot be used.</summary>
    internal const string SurrogateNotUsable = "IMG2023";

    /// <summary>A surrogate needs the object that it stands for.</summary>
    internal const string SurrogateCycle = "IMG2024";

    /// <summary>A builder changed something outside of what it returns.</summary>
    internal const string SideEffect = "IMG2025";

    /// <summary>A second capture gave another value of a root.</summary>
    internal const string NotReproduced = "IMG2030";

    /// <summary>A second capture could not be made.</summary>
    internal const string NotVerified = "IMG2031";

    /// <summary>The process that runs the builders ended without a result.</summary>
    internal const string IsolationFailed = "IMG2032";

    /// <summary>A root that was captured is not restored in a trial.</summary>
    internal const string NotRestored = "IMG2033";

    /// <summary>A file is no image, or cannot be read.</summary>
    internal const string NoImage = "IMG3001";

    /// <summary>An image's bytes changed after it was written.</summary>
    internal const string ContentHashDiffers = "IMG3002";

    /// <summary>An image's build id is not that of its content.</summary>
    internal const string BuildIdDiffers = "IMG3003";

    /// <summary>A record of a table makes no sense.</summary>
    internal const string TableDamaged = "IMG3004";

    /// <summary>The const objects are not laid out as the runtime lays out objects.</summary>
    internal const string ConstDamaged = "IMG3005";

    /// <summary>The main objects do not fill their runs.</summary>
    internal const string MainDamaged = "IMG3006";

    /// <summary>A reference word refers to nothing, or to what its place cannot hold.</summary>
    internal const string ReferenceDamaged = "IMG3007";

    /// <summary>Roots, units, edges, delegates and rebuilds contradict each other.</summary>
    internal const string UnitDamaged = "IMG3008";

    /// <summary>An assembly that the image rests on is not in its directory.</summary>
    internal const string AssemblyMissing = "IMG3010";

    /// <summary>An assembly that the image rests on has other code.</summary>
    internal const string AssemblyDiffers = "IMG3011";

    /// <summary>The framework is another build.</summary>
    internal const string FrameworkDiffers = "IMG3012";

    /// <summary>A type or member is not what the image recorded.</summary>
    internal const string LayoutDiffers = "IMG3013";

    /// <summary>A deployed input differs from what builders read.</summary>
    internal const string InputDiffers = "IMG3014";

    /// <summary>What needs the package's types was not checked.</summary>
    internal const string NotChecked = "IMG3015";

    /// <summary>An image was made with something else than the app deploys.</summary>
    internal const string ImageDoesNotFit = "IMG3016";

    /// <summary>An image refers to an image that is not the one deployed.</summary>
    internal const string ImageOfDependencyDiffers = "IMG3017";

    /// <summary>A link manifest does not say what lies beside it.</summary>
    internal const string ManifestOutOfDate = "IMG3018";

    /// <summary>The runtime that an app would run on does not start.</summary>
    internal const string RuntimeDoesNotStart = "IMG3020";

    /// <summary>An app has an Imaging.Runtime that reads images of another format.</summary>
    internal const string OtherImageFormat = "IMG3021";

    /// <summary>A file of an app cannot be replaced.</summary>
    internal const string FileNotReplaced = "IMG3022";

    /// <summary>Something in a depot is not what it was when it was put there.</summary>
    internal const string DepotDamaged = "IMG5020";

    /// <summary>A depot cannot be read or written.</summary>
    internal const string DepotNotUsable = "IMG5021";

    /// <summary>Another build makes the same image, and takes long.</summary>
    internal const string ImageMadeElsewhere = "IMG5022";

    /// <summary>The server that a team shares images through cannot be used.</summary>
    internal const string RemoteNotUsable = "IMG5023";

    /// <summary>The address of that server has credentials in it.</summary>
    internal const string CredentialsInAddress = "IMG5024";

    /// <summary>Assemblies reference each other.</summary>
    internal const string AssemblyCycle = "IMG5030";

    /// <summary>A defect in Imaging itself.</summary>
    internal const string Internal = "IMG9001";
}
