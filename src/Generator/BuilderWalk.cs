using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Imaging.Generator;

/// <summary>
/// Looks through a builder and the members of this compilation that it runs. Members of the builder's own type lead on to what
/// they run themselves; members of other types are looked through but lead nowhere, which bounds the walk.
/// </summary>
internal sealed class BuilderWalk(
    Compilation compilation,
    string builder,
    string root,
    INamedTypeSymbol home,
    Action<Diagnostic> report,
    CancellationToken cancellation)
{
    private const int MostMembers = 256;

    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Queue<ISymbol> _waiting = new();

    /// <summary>Looks through a member and what it runs.</summary>
    public void Follow(ISymbol member)
    {
        Await(member);
        Drain();
    }

    /// <summary>Looks through a piece of code of the builder's own type and what it runs.</summary>
    public void Follow(IOperation code)
    {
        Look(code, follow: true);
        Drain();
    }

    private void Drain()
    {
        while (_waiting.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var member = _waiting.Dequeue();
            foreach (var body in Bodies(member))
            {
                Look(body, follow: IsAtHome(member));
            }
        }
    }

    private void Look(IOperation code, bool follow)
    {
        var rest = new Stack<IOperation>([code]);
        while (rest.Count > 0)
        {
            var operation = rest.Pop();
            // A local function counts where it is called, a stored delegate where the program calls it, nameof not at all.
            if (operation is INameOfOperation || (operation is ILocalFunctionOperation && operation != code) || DeferredCode.Is(operation))
            {
                continue;
            }

            if (Reads.Impurity(operation, cancellation) is var (rule, member))
            {
                report(Diagnostic.Create(rule, operation.Syntax.GetLocation(), builder, root, member));
            }

            foreach (var run in Reads.Runs(operation))
            {
                if (run is not null && (follow || run is IMethodSymbol { MethodKind: MethodKind.LocalFunction }))
                {
                    Await(run);
                }
            }

            foreach (var child in operation.ChildOperations)
            {
                rest.Push(child);
            }
        }
    }

    private void Await(ISymbol member)
    {
        var definition = member.OriginalDefinition switch
        {
            IMethodSymbol { ReducedFrom: { } extension } => extension.OriginalDefinition,
            var plain => plain,
        };
        if (definition.ContainingAssembly?.Equals(compilation.Assembly, SymbolEqualityComparer.Default) == true
            && _seen.Count < MostMembers
            && _seen.Add(definition))
        {
            _waiting.Enqueue(definition);
        }
    }

    private bool IsAtHome(ISymbol member)
    {
        for (var type = member.ContainingType; type is not null; type = type.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, home.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<IOperation> Bodies(ISymbol member)
    {
        var parts = member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor =>
                constructor.ContainingType.GetMembers().Where(part => !part.IsStatic && part is IFieldSymbol or IPropertySymbol).Prepend(constructor),
            IMethodSymbol { PartialImplementationPart: { } implementation } => [implementation],
            IMethodSymbol { AssociatedSymbol: IPropertySymbol { PartialImplementationPart.GetMethod: { } getter } } => [getter],
            _ => Enumerable.Repeat(member, 1),
        };

        foreach (var reference in parts.SelectMany(part => part.DeclaringSyntaxReferences))
        {
            var declaration = reference.GetSyntax(cancellation);
            SyntaxNode? code = declaration switch
            {
                VariableDeclaratorSyntax field => field.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                TypeDeclarationSyntax => null,
                _ => declaration,
            };
#pragma warning disable RS1030 // Only builders are looked through: analyzing every method of a compilation would cost far more.
            if (code is not null && compilation.GetSemanticModel(code.SyntaxTree).GetOperation(code, cancellation) is { } body)
#pragma warning restore RS1030
            {
                yield return body;
            }
        }
    }
}
