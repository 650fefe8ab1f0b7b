namespace Imaging.Serializer.Linking;

/// <summary>What became of the file of a link manifest.</summary>
internal enum LinkManifestState
{
    /// <summary>There is none, and none is needed, or none was asked for.</summary>
    None,

    /// <summary>It says what lies beside it.</summary>
    Current,

    /// <summary>It says something else.</summary>
    OutOfDate,

    /// <summary>It was written.</summary>
    Written,
}
