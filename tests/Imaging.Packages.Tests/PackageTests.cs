namespace Imaging.Packages.Tests;

/// <summary>Roots that hold objects of popular packages: restored they answer like built ones, or the build says why they are not captured.</summary>
[TestClass]
public sealed class PackageTests
{
    private static readonly string[] s_captured = ["Api", "Calculator", "Formulas", "Json", "Liquid", "Map", "Markup", "Page", "Phones", "Schema", "Script", "Settings", "Workflow"];

    private static readonly (string Name, string Code, string Where)[] s_refused =
    [
        ("Dom", "IMG2030", "The likely cause is memory that was not cleared, such as a buffer of ArrayPool"),
        ("Grammar", "IMG2017", "at Cases.Query.Language.Grammar.NonGrammarTerminals: hash codes of its keys may depend on the container itself"),
        ("Mapping", "IMG2016", "at Cases.Mapping.Configuration._executionPlans._dictionary.values[0]._value: the delegate System.Func"),
        ("Tariff", "IMG2030", "at Cases.Tariff.Rates[0].Configuration.Evaluation.StringComparer: CultureComparer"),
        ("Template", "IMG2016", "the delegate HandlebarsDotNet.Compiler.TemplateDelegate of lambda_method"),
        ("Validation", "IMG2016", "at Cases.Validation.Rules.Rules._innerCollection._items[0].PropertyFunc.Target.compiled: the delegate System.Func"),
        ("Words", "IMG2013", "at Cases.Words.Rules: the static field Humanizer.Vocabularies.Instance holds it too"),
    ];

    public static IEnumerable<object[]> Captured => s_captured.Select(static name => new object[] { name });

    public static IEnumerable<object[]> Refused => s_refused.Select(static refused => new object[] { refused.Name, refused.Code, refused.Where });

    [TestMethod]
    [DynamicData(nameof(Captured))]
    public void Restored_root_answers_like_a_built_one(string name)
    {
        Assert.IsNull(BuiltCases.Refusal(name));
        CaseRun built = BuiltCases.Run(name, "off").Succeeded();
        CaseRun restored = BuiltCases.Run(name, "required").Succeeded();

        Assert.HasCount(1, restored.Log);
        Assert.Contains(" image ", restored.Log[0]);
        Assert.Contains(" builder ", built.Log[0]);
        Assert.AreNotEqual("", built.Answer);
        Assert.AreEqual(built.Answer, restored.Answer);
    }

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void Refused_root_says_where_and_is_built(string name, string code, string where)
    {
        string refusal = BuiltCases.Refusal(name) ?? "";
        Assert.Contains($"{code} {name}: the root ", refusal);
        Assert.Contains(where, refusal);
        CaseRun built = BuiltCases.Run(name, "off").Succeeded();
        CaseRun automatic = BuiltCases.Run(name, "auto").Succeeded();

        Assert.AreEqual(built.Answer, automatic.Answer);
        Assert.Contains(" builder ", automatic.Log[0]);
        Assert.AreNotEqual(0, BuiltCases.Run(name, "required").ExitCode);
    }

    [TestMethod]
    public void Every_case_is_tested() =>
        CollectionAssert.AreEquivalent(BuiltCases.Names.ToArray(), (string[])[.. s_captured, .. s_refused.Select(static refused => refused.Name)]);
}
