using System.Globalization;
using System.Text;
using Imaging;
using YamlDotNet.RepresentationModel;

namespace Cases;

/// <summary>The nodes of a YAML file with anchors and two documents.</summary>
public static partial class Settings
{
    private const int Services = 400;

    [ImageRoot(nameof(CreateFile))]
    public static partial YamlStream File { get; }

    private static YamlStream CreateFile()
    {
        var file = new YamlStream();
        file.Load(new StringReader(Text()));
        return file;
    }

    private static string Text()
    {
        var text = new StringBuilder("defaults: &defaults\n  retries: 3\n  hosts: [a, b]\nservices:\n");
        for (int i = 0; i < Services; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  service{i}:\n    port: {8000 + i}\n    settings: *defaults\n    note: |\n      line {i}\n      end\n");
        }

        return text.Append("---\nsecond: {x: 1, y: [2, 'three', \"f\\u00fcnf\"]}\n").ToString();
    }

    public static string Digest()
    {
        var root = (YamlMappingNode)File.Documents[0].RootNode;
        var services = (YamlMappingNode)root["services"];
        var written = new StringWriter();
        File.Save(written, assignAnchors: false);
        return $"{services.Children.Count} {services["service17"]["port"]} "
            + $"{ReferenceEquals(services["service1"]["settings"], root["defaults"])} {((YamlMappingNode)root["defaults"]).Anchor} "
            + $"{File.Documents[0].AllNodes.Count()} {File.Documents[1].RootNode["second"]["y"][2]} {services["service3"]["note"].Start.Line} "
            + written;
    }
}
