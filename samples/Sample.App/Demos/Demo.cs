namespace Sample.App.Demos;

/// <summary>One root: reading it, and using its value.</summary>
internal abstract class Demo
{
    /// <summary>What the command line calls the root.</summary>
    public abstract string Name { get; }

    /// <summary>Reads the root, which gives it its value the first time.</summary>
    public abstract object Touch();

    /// <summary>Uses the value: the same answers on every machine, wherever the value came from.</summary>
    public abstract void Answer(Answers answers);
}
