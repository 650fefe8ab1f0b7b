using Fluid;
using Imaging;

namespace Cases;

/// <summary>A page template, parsed.</summary>
public static partial class Liquid
{
    private const int Sections = 50;

    [ImageRoot(nameof(CreatePage))]
    public static partial IFluidTemplate Page { get; }

    private static IFluidTemplate CreatePage() => new FluidParser().Parse(string.Concat(Enumerable.Range(0, Sections).Select(static i => $$$"""
        {% assign title{{{i}}} = name | upcase | append: '{{{i}}}' %}
        {% for line in lines %}{{ forloop.index }}: {{ line | escape }}{% if forloop.last == false and {{{i}}} > 3 %}, {% endif %}{% endfor %}
        {% case total %}{% when 3 %}three{% else %}{{ total | times: 2 }}{% endcase %} {{ title{{{i}}} }}
        """)));

    public static string Digest() => Page.Render(new TemplateContext(new { name = "Ada", lines = new[] { "a", "<b>" }, total = 3 }));
}
