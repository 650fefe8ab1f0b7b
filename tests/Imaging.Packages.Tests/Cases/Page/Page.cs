using System.Globalization;
using System.Text;
using HtmlAgilityPack;
using Imaging;

namespace Cases;

/// <summary>A page as it was parsed.</summary>
public static partial class Page
{
    private const int Rows = 500;

    [ImageRoot(nameof(CreateDocument))]
    public static partial HtmlDocument Document { get; }

    private static HtmlDocument CreateDocument()
    {
        var text = new StringBuilder("<!doctype html><html><head><title>T</title></head><body><table>");
        for (int i = 0; i < Rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<tr id='r{i}' class=\"row {(i % 2 == 0 ? "even" : "odd")}\"><td>{i}<td><a href='/x?a={i}&amp;b'>link &eacute; {i}</a><br></tr>");
        }

        var document = new HtmlDocument();
        document.LoadHtml(text.Append("</table><p>open<b>bold</body></html>").ToString());
        return document;
    }

    public static string Digest() =>
        $"{Document.DocumentNode.SelectNodes("//tr[@class='row odd']/td/a").Count} {Document.GetElementbyId("r17").OuterHtml} "
        + $"{Document.DocumentNode.SelectSingleNode("//title").InnerText} {Document.ParseErrors.Count()} {Document.DocumentNode.OuterHtml.Length} "
        + Document.DocumentNode.SelectSingleNode("//p").OuterHtml;
}
