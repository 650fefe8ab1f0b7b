#if NET
using System.Diagnostics.CodeAnalysis;

// A trimmed or natively compiled program has no images: trimming changes what identifies its assemblies, so every
// root's builder runs before any of this code looks at a type or a member.
[module: UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Not reached in trimmed programs.")]
[module: UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "Not reached in trimmed programs.")]
[module: UnconditionalSuppressMessage("Trimming", "IL2059", Justification = "Not reached in trimmed programs.")]
[module: UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "Not reached in trimmed programs.")]
[module: UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "Not reached in trimmed programs.")]
[module: UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Not reached in trimmed programs.")]
[module: UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Not reached in trimmed programs.")]
[module: UnconditionalSuppressMessage("Trimming", "IL2080", Justification = "Not reached in trimmed programs.")]
[module: UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty location is what is asked for.")]
[module: UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Not reached in natively compiled programs.")]
#endif
