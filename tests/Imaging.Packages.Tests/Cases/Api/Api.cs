using System.Globalization;
using System.Text;
using Imaging;
using Microsoft.OpenApi;

namespace Cases;

/// <summary>The description of a service.</summary>
public static partial class Api
{
    private const int Paths = 200;

    private const string PathText = """
        "/itemsNUMBER/{id}":{"get":{"operationId":"getNUMBER","parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"integer","default":NUMBER}}],"responses":{"200":{"description":"ok","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Item"}}}}}}}
        """;

    [ImageRoot(nameof(CreateDocument))]
    public static partial OpenApiDocument Document { get; }

    private static OpenApiDocument CreateDocument()
    {
        var text = new StringBuilder("""{"openapi":"3.1.0","info":{"title":"Shop","version":"1"},"components":{"schemas":{"Item":{"type":"object","properties":{"id":{"type":"integer"},"tags":{"type":"array","items":{"type":"string"}},"parent":{"$ref":"#/components/schemas/Item"}}}}},"paths":{""");
        for (int i = 0; i < Paths; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(PathText.Replace("NUMBER", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return OpenApiDocument.Parse(text.Append("}}").ToString(), "json").Document!;
    }

    public static string Digest()
    {
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        Document.SerializeAsV3(new OpenApiJsonWriter(written));
        IOpenApiSchema schema = Document.Paths["/items3/{id}"].Operations![HttpMethod.Get].Responses!["200"].Content!["application/json"].Schema!;
        return $"{schema.Properties!.Count} {schema.Properties["parent"].Properties!.Count} {written}";
    }
}
