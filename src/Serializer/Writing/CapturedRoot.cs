using System.Reflection;
using Imaging.Serializer.Capture;

namespace Imaging.Serializer.Writing;

/// <summary>A root as the image will hold it.</summary>
internal sealed class CapturedRoot
{
    internal required string Name { get; init; }

    internal required string Builder { get; init; }

    /// <summary>The node of its value; -1 for null.</summary>
    internal int Node { get; set; } = -1;

    /// <summary>Why it was refused; <see langword="null"/> where it was captured.</summary>
    internal string? Refusal { get; set; }

    /// <summary>The assemblies outside the framework that it rests on.</summary>
    internal IReadOnlyList<Assembly> RestsOn { get; set; } = [];

    /// <summary>The assemblies of frameworks other than Microsoft.NETCore.App that it rests on.</summary>
    internal IReadOnlyList<Assembly> RestsOnFrameworks { get; set; } = [];

    /// <summary>The earlier roots that it shares objects with.</summary>
    internal IReadOnlyCollection<int> SharedWith { get; set; } = [];

    /// <summary>The units of dependencies' images whose roots its builder read.</summary>
    internal IReadOnlyCollection<RestoredUnit> LinkedTo { get; set; } = [];

    internal TimeSpan BuilderTime { get; set; }

    /// <summary>What the objects that were met first in its walk take in the image.</summary>
    internal long Bytes { get; set; }
}
