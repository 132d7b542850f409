using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeIsolates.Generators;

// For each interface with [EdgeBinding]: a contract that reads the arguments of a call, calls the method and writes what it returned, and the same interface in TypeScript.
// All of it is known when the host is compiled: no reflection looks at its types at run time, and what JavaScript cannot have is an error of the build.
/// <summary>Makes interfaces of the host callable from functions.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class EdgeBindingGenerator : IIncrementalGenerator
{
    private const string Attribute = "EdgeIsolates.EdgeBindingAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<GeneratedContract> contracts = context.SyntaxProvider.ForAttributeWithMetadataName(
            Attribute,
            static (node, _) => node is InterfaceDeclarationSyntax,
            static (found, _) => ContractEmitter.Emit((INamedTypeSymbol)found.TargetSymbol));
        context.RegisterSourceOutput(contracts, static (output, contract) =>
        {
            foreach (Fault fault in contract.Faults)
            {
                output.ReportDiagnostic(fault.ToDiagnostic());
            }

            if (contract.Faults.Count == 0)
            {
                output.AddSource(contract.FileName, contract.Source);
            }
        });
    }
}
