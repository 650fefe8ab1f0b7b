namespace Imaging.Serializer.Worklists;

/// <summary>Processor cores that a build shares with others.</summary>
internal interface ICoreBudget
{
    /// <summary>Asks for cores beyond the one that the caller has.</summary>
    /// <param name="wanted">How many would be of use.</param>
    /// <returns>How many there are, down to none; to be given back.</returns>
    int Request(int wanted);

    /// <param name="cores">How many are given back.</param>
    void Release(int cores);
}
