using Sample.Stems;
using Sample.Terms;

namespace Sample.App.Demos;

/// <summary>Lists the forms of words.</summary>
internal sealed class StemsDemo : Demo
{
    public override string Name => "stems";

    public override object Touch() => StemIndex.All;

    public override void Answer(Answers answers)
    {
        foreach (Stem stem in StemIndex.All.Values.OrderBy(stem => stem.Text, StringComparer.Ordinal))
        {
            answers.Add(stem.Text);
            foreach (Term form in stem.Forms)
            {
                answers.Add(form.Rank);
            }
        }

        answers.Show($"{StemIndex.All.Count} stems");
        answers.Show($"\"connect\" has {string.Join(", ", StemIndex.All["connect"].Forms.Select(form => form.Text))}");
    }
}
