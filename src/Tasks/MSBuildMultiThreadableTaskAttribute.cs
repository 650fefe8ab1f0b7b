namespace Microsoft.Build.Framework;

// MSBuild finds this attribute by its full name. The oldest MSBuild that the tasks run in does not define it,
// and the interface that newer ones offer beside it cannot be loaded there.
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
