using System.Runtime.CompilerServices;

namespace Imaging.Restore;

/// <summary>A module version id as an image stores it.</summary>
internal readonly struct Guid128
{
    internal Guid128(Guid id)
    {
        High = Unsafe.As<Guid, ulong>(ref id);
        Low = Unsafe.Add(ref Unsafe.As<Guid, ulong>(ref id), 1);
    }

    internal ulong High { get; }

    internal ulong Low { get; }
}
