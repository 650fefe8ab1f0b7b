using System.Globalization;
using HandlebarsDotNet;
using Imaging;

namespace Cases;

/// <summary>A letter.</summary>
public static partial class Template
{
    [ImageRoot(nameof(CreateLetter))]
    public static partial HandlebarsTemplate<object, object> Letter { get; }

    private static HandlebarsTemplate<object, object> CreateLetter() =>
        Handlebars.Create(new HandlebarsConfiguration { FormatProvider = CultureInfo.InvariantCulture }).Compile("Dear {{name}},{{#each lines}} {{@index}}: {{this}}{{#unless @last}},{{/unless}}{{/each}}. {{#if total}}{{total.amount}} {{{total.unit}}}{{/if}}");

    public static string Digest() => Letter(new { name = "Ada & Co", lines = new[] { "a", "<b>" }, total = new { amount = 3, unit = "<EUR>" } });
}
