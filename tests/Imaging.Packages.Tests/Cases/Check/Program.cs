using Cases;
using Check;

Root[] roots =
[
    new("Api", () => Api.Document, Api.Digest),
    new("Calculator", () => Calculator.Parser, Calculator.Digest),
    new("Dom", () => Dom.Document, Dom.Digest),
    new("Formulas", () => Formulas.ByName, Formulas.Digest),
    new("Grammar", () => Query.Language, Query.Digest),
    new("Json", () => Json.File, Json.Digest),
    new("Liquid", () => Liquid.Page, Liquid.Digest),
    new("Map", () => Map.Areas, Map.Digest),
    new("Mapping", () => Mapping.Configuration, Mapping.Digest),
    new("Markup", () => Markup.Pipeline, Markup.Digest),
    new("Page", () => Page.Document, Page.Digest),
    new("Phones", () => Phones.Util, Phones.Digest),
    new("Schema", () => Schema.Order, Schema.Digest),
    new("Script", () => PriceScript.Program, PriceScript.Digest),
    new("Settings", () => Settings.File, Settings.Digest),
    new("Tariff", () => Tariff.Rates, Tariff.Digest),
    new("Template", () => Template.Letter, Template.Digest),
    new("Validation", () => Validation.Rules, Validation.Digest),
    new("Words", () => Words.Rules, Words.Digest),
    new("Workflow", () => Workflow.Order, Workflow.Digest),
];

switch (args)
{
    case ["--list"]:
        Array.ForEach(roots, root => Console.WriteLine(root.Name));
        return 0;
    case ["--measure", "--root", var name] when roots.SingleOrDefault(root => root.Name == name) is { } root:
        Measurement.Print(root);
        return 0;
    case [var name] when roots.SingleOrDefault(root => root.Name == name) is { } root:
        Console.WriteLine(root.Answer());
        return 0;
    default:
        Console.Error.WriteLine("usage: Check --list | --measure --root NAME | NAME");
        return 2;
}
