using Imaging.Identity;

namespace Imaging.Layout;

/// <summary>Methods that the framework keeps for its own use, found in metadata: reflection takes longer to find one than it takes to run.</summary>
internal static class InternalMethod
{
    private const int KnownRuntime = 10;

    /// <summary>Whether the runtime is of the version whose own methods and descriptions of types are known here.</summary>
    internal static bool IsOfKnownRuntime { get; } = LoadedMetadata.Of(typeof(object).Assembly).MajorVersion == KnownRuntime;

    /// <summary>How metadata begins the signature of a static method.</summary>
    internal const byte Static = 0;

    // How metadata writes types.
    internal const byte Pointer = 0x0F;
    internal const byte Class = 0x12;
    internal const byte Instantiation = 0x15;
    internal const byte NativeInteger = 0x18;
    internal const byte Object = 0x1C;

    /// <summary>The address of a method to call; 0 where this framework has none of that name and signature.</summary>
    /// <param name="declaring">The type that declares it.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="signature">How its signature begins, as metadata encodes it.</param>
    internal static nint Find(Type declaring, string name, ReadOnlySpan<byte> signature)
    {
        int token = LoadedMetadata.Of(declaring.Assembly).FindMethod(declaring.MetadataToken, name, signature);
        return token == 0 ? 0 : declaring.Module.ModuleHandle.ResolveMethodHandle(token).GetFunctionPointer();
    }
}
