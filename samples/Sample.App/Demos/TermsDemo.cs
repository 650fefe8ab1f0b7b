using Sample.Terms;

namespace Sample.App.Demos;

/// <summary>Looks every word up, by a copy of its text.</summary>
internal sealed class TermsDemo : Demo
{
    public override string Name => "terms";

    public override object Touch() => TermList.All;

    public override void Answer(Answers answers)
    {
        int found = 0;
        foreach (Term term in TermList.All.Values.OrderBy(term => term.Rank))
        {
            found += TermList.All.TryGetValue(new string(term.Text), out Term? same) && same.Rank == term.Rank ? 1 : 0;
            answers.Add(term.Text);
        }

        answers.Show($"{found} of {TermList.All.Count} words found");
        answers.Show($"the most frequent is \"{TermList.All.Values.MinBy(term => term.Rank)!.Text}\"");
    }
}
