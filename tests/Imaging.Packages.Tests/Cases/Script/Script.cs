using System.Globalization;
using System.Text;
using Acornima.Ast;
using Imaging;
using Jint;

namespace Cases;

/// <summary>A script, parsed and prepared for execution.</summary>
public static partial class PriceScript
{
    private const int Rules = 300;

    [ImageRoot(nameof(CreateProgram))]
    public static partial Prepared<Acornima.Ast.Script> Program { get; }

    private static Prepared<Acornima.Ast.Script> CreateProgram()
    {
        var text = new StringBuilder("const rules = [];\n");
        for (int i = 0; i < Rules; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"rules.push(function rule{i}(o) {{ if (/^a{i}$/.test(o.name) && o.price > {i}.5) {{ return {{ ...o, price: o.price * 0.{i + 1}, tag: `rule ${{{i}}}` }}; }} return o; }});\n");
        }

        text.Append("rules.reduce((o, rule) => rule(o), { name: 'a7', price: 100 }).tag + [...rules.keys()].length + Math.sqrt(2);");
        return Engine.PrepareScript(text.ToString(), options: new ScriptPreparationOptions { FoldConstants = false, ParsingOptions = new ScriptParsingOptions { CompileRegex = false } });
    }

    public static string Digest()
    {
        using var engine = new Engine();
        return engine.Evaluate(Program).ToString();
    }
}
