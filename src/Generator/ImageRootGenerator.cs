using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imaging.Generator;

/// <summary>
/// Implements each partial property marked with <c>[ImageRoot]</c>, and reports why one cannot be implemented.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ImageRootGenerator : IIncrementalGenerator
{
    internal const string ModelStep = "ImageRootModel";
    internal const string FindingsStep = "ImageRootFindings";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var readings = context.SyntaxProvider.ForAttributeWithMetadataName(
            WellKnown.Attribute,
            static (node, _) => node is PropertyDeclarationSyntax or IndexerDeclarationSyntax,
            static (target, cancellation) => RootReader.Read(target, cancellation));

        // Apart from each other, because findings hold positions, which move with every edit above them.
        var models = readings.Select(static (reading, _) => reading.Model).WithTrackingName(ModelStep);
        var findings = readings.Select(static (reading, _) => reading.Findings).WithTrackingName(FindingsStep);

        context.RegisterSourceOutput(models, static (output, model) =>
        {
            if (model is not null)
            {
                output.AddSource(model.HintName, RootSource.Write(model));
            }
        });

        // Errors come from the generator and not from an analyzer: a property without its implementation is an error of
        // the declaration stage, after which the command-line compiler no longer asks analyzers.
        context.RegisterSourceOutput(findings, static (output, findings) =>
        {
            foreach (var finding in findings)
            {
                output.ReportDiagnostic(finding.ToDiagnostic());
            }
        });
    }
}
