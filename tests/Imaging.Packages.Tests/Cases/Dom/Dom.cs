using System.Globalization;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Imaging;

namespace Cases;

/// <summary>A document as browsers build it.</summary>
public static partial class Dom
{
    private const int Rows = 500;

    [ImageRoot(nameof(CreateDocument))]
    public static partial IHtmlDocument Document { get; }

    private static IHtmlDocument CreateDocument()
    {
        var text = new StringBuilder("<!doctype html><title>T</title><ul>");
        for (int i = 0; i < Rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<li id=i{i} class='a b{i % 3}'><a href='/x?{i}'>item &amp; {i}</a>");
        }

        return new HtmlParser().ParseDocument(text.Append("</ul>").ToString());
    }

    public static string Digest() =>
        $"{Document.Title} {Document.QuerySelectorAll("li.b1 > a").Length} {Document.GetElementById("i7")!.OuterHtml} {Document.DocumentElement.OuterHtml.Length}";
}
