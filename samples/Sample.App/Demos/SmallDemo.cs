using Sample.Small;

namespace Sample.App.Demos;

/// <summary>Reads the ten objects.</summary>
internal sealed class SmallDemo : Demo
{
    public override string Name => "small";

    public override object Touch() => Limits.Standard;

    public override void Answer(Answers answers)
    {
        foreach (Limit limit in Limits.Standard.All)
        {
            answers.Show($"{limit.Name} {limit.Value}");
        }
    }
}
