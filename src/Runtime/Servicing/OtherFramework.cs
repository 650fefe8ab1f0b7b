using System.Reflection;
using Imaging.Format;
using Imaging.Identity;
using Imaging.Restore;

namespace Imaging.Servicing;

/// <summary>
/// Decides whether an image holds on another build of the framework than it was made with: another patch of the same
/// version, in which each type that its objects rest on has the same fields at the same places, and the same code.
/// </summary>
internal static class OtherFramework
{
    private static readonly bool s_mustBeSame = AppContext.GetData("Imaging.FrameworkMatch") is string match && string.Equals(match, "exact", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="RestoreException">It is another version, or only the same build will do.</exception>
    internal static void CheckVersion(string name, string version, Module module)
    {
        Version running = module.Assembly.GetName().Version!;
        bool isSameVersion = Version.TryParse(version, out Version? made) && made.Major == running.Major && made.Minor == running.Minor;
        if (s_mustBeSame || !isSameVersion)
        {
            throw new RestoreException(
                $"the framework is another build: the image was made with another {name} than {running} with module version id {module.ModuleVersionId}{(isSameVersion ? ", and ImagingFrameworkMatch is exact" : "")}");
        }
    }

    /// <summary>Compares all that a unit rests on.</summary>
    /// <exception cref="RestoreException">Something differs, or cannot be told.</exception>
    internal static void CheckUnit(ImageView image, in RawUnit unit, TypeResolver types)
    {
        for (uint i = 0; i < unit.TypeCount; i++)
        {
            CheckFields(image, image.Indexes[unit.FirstType + i].Value, types);
        }

        image.Indexes.CheckRange(unit.FirstFrameworkType, unit.FrameworkTypeCount);
        for (uint i = 0; i < unit.FrameworkTypeCount; i++)
        {
            ref readonly RawFrameworkType expected = ref image.FrameworkTypes[image.Indexes[unit.FirstFrameworkType + i].Value];
            CheckCode(types.Resolve(expected.Type), expected.Code);
        }
    }

    /// <exception cref="RestoreException">The objects of a type have other fields, or at other places.</exception>
    internal static void CheckFields(ImageView image, uint type, TypeResolver types)
    {
        if (FieldFingerprint.Of(types.Resolve(type)) != image.Types[type].Fields)
        {
            throw new RestoreException($"the framework is another build, and objects of {types.Resolve(type)} have other fields, or have them elsewhere, than when the image was made");
        }
    }

    /// <exception cref="RestoreException">A type of the framework has other code.</exception>
    internal static void CheckCode(Type type, ulong expected)
    {
        ulong code;
        try
        {
            code = FrameworkFile.CodeOf(type);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            throw new RestoreException($"the framework is another build, and {type} cannot be compared: {exception.Message}");
        }

        if (code != expected)
        {
            throw new RestoreException($"the framework is another build, in which {type} has other code than when the image was made");
        }
    }

    /// <summary>A type of the framework by its full name.</summary>
    /// <exception cref="RestoreException">This build has none.</exception>
    internal static Type FindType(ImageView image, uint type, Module module)
    {
        uint low = 0;
        uint high = image.FrameworkTypes.Count;
        while (low < high)
        {
            uint middle = low + ((high - low) / 2);
            if (image.FrameworkTypes[middle].Type < type)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        ref readonly RawFrameworkType found = ref image.FrameworkTypes[low];
        if (found.Type != type)
        {
            ImageFormatException.Throw($"the name of the framework's type {type}");
        }

        string name = image.Text(found.FullName);
        return module.Assembly.GetType(name) ?? throw new RestoreException($"the framework is another build, without the type {name}");
    }

    /// <summary>The token of a method of the framework.</summary>
    /// <exception cref="RestoreException">This build has no such method.</exception>
    internal static int FindMethod(Type declaring, ByteRegion name, uint signature)
    {
        // What the compiler named has another meaning under the same name as soon as the code around it changes.
        if (name.Length > 0 && name.U8(0) != '<')
        {
            LoadedMetadata metadata = LoadedMetadata.Of(declaring.Assembly);
            foreach (MethodInfo method in declaring.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (metadata.Name(method.MetadataToken).Is(name) && (uint)FrameworkFile.SignatureOf(declaring.Module, method.MetadataToken) == signature)
                {
                    return method.MetadataToken;
                }
            }
        }

        throw new RestoreException($"the framework is another build, in which the method {name} of {declaring} cannot be told");
    }
}
