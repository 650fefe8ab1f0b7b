using System.Runtime.InteropServices;
using Imaging.Format;

namespace Imaging.Serializer.Reading;

/// <summary>The module version id that an image stores for an assembly of the framework.</summary>
internal static class FrameworkId
{
    internal static Guid Of(in RawDependency dependency)
    {
        ReadOnlySpan<ulong> words = [dependency.IdentityHigh, dependency.IdentityLow];
        return MemoryMarshal.Read<Guid>(MemoryMarshal.AsBytes(words));
    }
}
