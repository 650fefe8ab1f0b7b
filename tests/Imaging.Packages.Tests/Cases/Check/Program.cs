using Cases;

var digests = new Dictionary<string, Func<string>>
{
    ["Api"] = Api.Digest,
    ["Calculator"] = Calculator.Digest,
    ["Dom"] = Dom.Digest,
    ["Grammar"] = Query.Digest,
    ["Json"] = Json.Digest,
    ["Liquid"] = Liquid.Digest,
    ["Map"] = Map.Digest,
    ["Mapping"] = Mapping.Digest,
    ["Markup"] = Markup.Digest,
    ["Page"] = Page.Digest,
    ["Phones"] = Phones.Digest,
    ["Schema"] = Schema.Digest,
    ["Script"] = PriceScript.Digest,
    ["Settings"] = Settings.Digest,
    ["Template"] = Template.Digest,
    ["Validation"] = Validation.Digest,
    ["Words"] = Words.Digest,
    ["Workflow"] = Workflow.Digest,
};
Console.WriteLine(digests[args[0]]());
