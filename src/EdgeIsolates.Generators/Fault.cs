using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EdgeIsolates.Generators;

/// <summary>Why an interface cannot be called from JavaScript. Holds no symbols, so that the compiler can keep it between its runs.</summary>
internal sealed record Fault(string Code, string Message, string File, TextSpan Span, LinePositionSpan Lines)
{
    private const string Category = "EdgeIsolates";

    public static Fault At(ISymbol symbol, string code, string message)
    {
        Location location = symbol.Locations.FirstOrDefault() ?? Location.None;
        FileLinePositionSpan lines = location.GetLineSpan();
        return new Fault(code, message, lines.Path ?? "", location.SourceSpan, lines.Span);
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Code,
        Category,
        Message,
        DiagnosticSeverity.Error,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        warningLevel: 0,
        location: File.Length == 0 ? Location.None : Location.Create(File, Span, Lines));
}
