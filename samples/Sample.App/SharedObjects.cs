using System.Collections.Frozen;
using System.Globalization;
using Sample.App.Demos;
using Sample.Places;
using Sample.Queries;
using Sample.Search;
using Sample.Stems;
using Sample.Suggestions;
using Sample.Terms;
using Sample.TimeZones;

namespace Sample.App;

/// <summary>
/// Checks that packages share objects instead of having copies: whatever the root of one package refers to in another's is
/// what that package's own root leads to. Prints a line for each two packages: who refers, to whom, and how often.
/// </summary>
internal static class SharedObjects
{
    private static readonly string[] s_roots = ["queries", "suggestions", "search", "places", "stems", "timezones", "terms"];

    /// <param name="first">The root that is read first; the others follow in turn.</param>
    /// <param name="threads">How many threads read all roots at once, each in an order of its own.</param>
    public static int Check(string? first, int threads)
    {
        int start = Array.IndexOf(s_roots, first ?? s_roots[0]);
        if (start < 0)
        {
            Console.Error.WriteLine(CommandLine.Usage);
            return 2;
        }

        object[][] values = ReadAll(start, threads);
        if (values.FirstOrDefault(other => !other.Zip(values[0]).All(pair => ReferenceEquals(pair.First, pair.Second))) is not null)
        {
            Console.Error.WriteLine("two threads read different values of a root");
            return 1;
        }

        var counts = new Dictionary<(string From, string To), int>();
        foreach ((string from, string to, object held, object? owned) in References())
        {
            if (!ReferenceEquals(held, owned))
            {
                Console.Error.WriteLine($"{from} refers to a {held.GetType()} that is a copy: {to} has another");
                return 1;
            }

            counts[(from, to)] = counts.GetValueOrDefault((from, to)) + 1;
        }

        foreach (((string from, string to), int count) in counts)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Sample.{from} Sample.{to} {count}"));
        }

        return 0;
    }

    // Gives what each thread read, by root.
    private static object[][] ReadAll(int start, int threads)
    {
        var values = new object[threads][];
        using var together = new Barrier(threads);
        Thread[] readers = [.. Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            values[number] = new object[s_roots.Length];
            together.SignalAndWait();
            for (int turn = 0; turn < s_roots.Length; turn++)
            {
                int root = (start + number + turn) % s_roots.Length;
                values[number][root] = AllDemos.Find(s_roots[root])!.Touch();
            }
        }))];
        Array.ForEach(readers, reader => reader.Start());
        Array.ForEach(readers, reader => reader.Join());
        return values;
    }

    private static IEnumerable<(string From, string To, object Held, object? Owned)> References() =>
        [.. OfStems(), .. OfPlaces(), .. OfSearch(), .. OfSuggestions(), .. OfQueries()];

    private static IEnumerable<(string From, string To, object Held, object? Owned)> OfStems()
    {
        foreach (Stem stem in StemIndex.All.Values)
        {
            foreach (Term form in stem.Forms)
            {
                yield return ("Stems", "Terms", form, TermList.All.GetValueOrDefault(form.Text));
            }

            // The first form gave the stem its text, and where nothing was cut off, that is the word's own string.
            if (stem.Text == stem.Forms[0].Text)
            {
                yield return ("Stems", "Terms", stem.Text, stem.Forms[0].Text);
            }
        }
    }

    private static IEnumerable<(string From, string To, object Held, object? Owned)> OfPlaces()
    {
        var locations = new HashSet<object>(TimeZoneData.Tzdb.ZoneLocations!, ReferenceEqualityComparer.Instance);
        foreach (Place place in Gazetteer.All.Values)
        {
            yield return ("Places", "Terms", place.Name, TermList.All.GetValueOrDefault(place.Name.Text));
            yield return ("Places", "TimeZones", place.Location, locations.TryGetValue(place.Location, out object? location) ? location : null);
        }
    }

    private static IEnumerable<(string From, string To, object Held, object? Owned)> OfSearch()
    {
        foreach ((string text, Posting posting) in SearchIndex.All)
        {
            yield return ("Search", "Stems", text, posting.Stem.Text);
            yield return ("Search", "Stems", posting.Stem, StemIndex.All.GetValueOrDefault(text));
            yield return ("Search", "Terms", posting.Best, TermList.All.GetValueOrDefault(posting.Best.Text));
            foreach (Place place in posting.Places)
            {
                yield return ("Search", "Places", place, Gazetteer.All.GetValueOrDefault(place.Name.Text));
            }
        }
    }

    private static IEnumerable<(string From, string To, object Held, object? Owned)> OfSuggestions()
    {
        var pending = new Stack<SuggestionNode>([Suggester.Start]);
        while (pending.TryPop(out SuggestionNode? node))
        {
            yield return ("Suggestions", "Terms", node.Best!, TermList.All.GetValueOrDefault(node.Best!.Text));
            yield return ("Suggestions", "Search", node.Posting!, SearchIndex.All.GetValueOrDefault(node.Posting!.Stem.Text));
            Array.ForEach(node.Next, pending.Push);
        }
    }

    private static IEnumerable<(string From, string To, object Held, object? Owned)> OfQueries()
    {
        yield return ("Queries", "Search", QueryLanguage.Standard.Index, SearchIndex.All);
        yield return ("Queries", "Suggestions", QueryLanguage.Standard.Suggestions, Suggester.Start);
    }
}
