using System.Globalization;
using System.Text;
using Imaging;
using Newtonsoft.Json.Linq;

namespace Cases;

/// <summary>A JSON file as it was parsed.</summary>
public static partial class Json
{
    private const int Entries = 2000;

    [ImageRoot(nameof(CreateFile))]
    public static partial JObject File { get; }

    private static JObject CreateFile()
    {
        var text = new StringBuilder("""{ "name": "shop", "entries": {""");
        for (int i = 0; i < Entries; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{{(i == 0 ? "" : ",")}} "entry {{i}}": { "price": {{i}}.50, "tags": ["a{{i % 7}}", null, true], "since": "2024-02-{{(i % 28) + 1:D2}}T10:00:00Z" }""");
        }

        return JObject.Parse(text.Append("} }").ToString());
    }

    public static string Digest()
    {
        var entries = (JObject)File["entries"]!;
        entries.Remove("entry 3");
        entries.Add("new", new JArray(1, 2));
        return $"{File.SelectTokens("$..[?(@.price > 1990)]").Count()} {entries["entry 17"]!["price"]} {entries["entry 17"]!["since"]!.Type} {entries["entry 5"]!.Path} {entries.Count} {File}";
    }
}
