using System.Globalization;
using System.Text;
using Imaging;
using NJsonSchema;

namespace Cases;

/// <summary>What a valid order looks like.</summary>
public static partial class Schema
{
    private const int Parts = 100;

    [ImageRoot(nameof(CreateOrder))]
    public static partial JsonSchema Order { get; }

    private static JsonSchema CreateOrder()
    {
        var text = new StringBuilder("""{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","required":["id","part1"],"definitions":{"amount":{"type":"number","minimum":0,"multipleOf":0.01}},"properties":{"id":{"type":"string","pattern":"^[A-Z]{3}-[0-9]+$"},"when":{"type":"string","format":"date-time"}""");
        for (int i = 0; i < Parts; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$""","part{{i}}":{"oneOf":[{"$ref":"#/definitions/amount"},{"type":"array","items":{"$ref":"#/definitions/amount"},"maxItems":{{i + 1}}}]}""");
        }

        return JsonSchema.FromJsonAsync(text.Append("}}").ToString()).GetAwaiter().GetResult();
    }

    public static string Digest() => string.Join(" ", Order.Validate("""{"id":"abc","part1":-1,"part2":[1,2,3,4],"when":"never"}""").Select(error => $"{error.Kind} {error.Path}"))
        + Order.Validate("""{"id":"ABC-1","part1":2.5}""").Count + Order.ToJson().Length;
}
