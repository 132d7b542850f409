using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeIsolates.Generators;

/// <summary>One method of an interface.</summary>
internal sealed class ContractMethod
{
    private const string Values = "global::EdgeIsolates.BindingValue";

    private readonly IMethodSymbol _method;
    private readonly TypeCrossings _crossings;
    private readonly List<string> _typeScript = [];

    public ContractMethod(IMethodSymbol method, TypeCrossings crossings, List<Fault> faults)
    {
        _method = method;
        _crossings = crossings;
        string name = method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name.Length > 5 ? method.Name.Substring(0, method.Name.Length - 5) : method.Name;
        Name = CamelCase.Of(name);
        if (method.IsGenericMethod || method.Parameters.Any(static parameter => parameter.RefKind != RefKind.None))
        {
            faults.Add(Fault.At(method, "EDGE004", $"{method.Name}: a method that functions call is not generic and has no ref or out parameters"));
        }

        Arguments = [.. Read()];
        Result = Write(faults);
    }

    /// <summary>Its name in JavaScript.</summary>
    public string Name { get; }

    /// <summary>Its name in C#.</summary>
    public string MethodName => _method.Name;

    private IReadOnlyList<string> Arguments { get; }

    private (string Call, string TypeScript) Result { get; }

    public string TypeScript => $"  {Name}({string.Join(", ", _typeScript)}): Promise<{Result.TypeScript}>;\n";

    /// <summary>The method that answers a call.</summary>
    public string Source(string service) => new StringBuilder()
        .AppendLine($"    private static async global::System.Threading.Tasks.ValueTask<{Values}> Call{_method.Name}(global::EdgeIsolates.BindingCall call, global::System.Threading.CancellationToken cancellationToken)")
        .AppendLine("    {")
        .AppendLine($"        var service = global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<{service}>(call.Services);")
        .AppendLine($"        {string.Format(System.Globalization.CultureInfo.InvariantCulture, Result.Call, $"await service.{_method.Name}({string.Join(", ", Arguments)})")}")
        .AppendLine("    }")
        .ToString();

    private IEnumerable<string> Read()
    {
        int index = 0;
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            string type = TypeCrossings.NameOf(parameter.Type);
            if (type is "global::System.Threading.CancellationToken")
            {
                yield return "cancellationToken";
            }
            else if (type is "global::EdgeIsolates.BindingCall")
            {
                yield return "call";
            }
            else if (type is "global::EdgeIsolates.BindingContext")
            {
                yield return "call.Context";
            }
            else
            {
                yield return Read(parameter, type, index++);
            }
        }
    }

    private string Read(IParameterSymbol parameter, string type, int index)
    {
        (string Read, string TypeScript)? whole = type switch
        {
            "global::System.IO.Stream" => ($"call.Argument({index}).AsStream(out _).AsStream()", "ReadableStream"),
            "global::System.IO.Pipelines.PipeReader" => ($"call.Argument({index}).AsStream(out _)", "ReadableStream"),
            "global::EdgeIsolates.EdgeRequest" => ($"call.Argument({index}).AsRequest()", "Request"),
            "global::EdgeIsolates.EdgeResponse" => ($"call.Argument({index}).AsResponse()", "Response"),
            _ => null,
        };
        if (whole is { } found)
        {
            _typeScript.Add($"{parameter.Name}: {found.TypeScript}");
            return found.Read;
        }

        Crossing crossing = _crossings.Of(parameter.Type, parameter);
        _typeScript.Add($"{parameter.Name}{(parameter.HasExplicitDefaultValue ? "?" : "")}: {crossing.TypeScript}");
        string otherwise = parameter.HasExplicitDefaultValue ? $", {Default(parameter, type)}" : "";
        return $"global::EdgeIsolates.StructuredRead.Argument<{type}>(call, {index}, \"{parameter.Name}\", {crossing.Read}{otherwise})";
    }

    private static string Default(IParameterSymbol parameter, string type) => parameter.ExplicitDefaultValue switch
    {
        null => $"default({type})!",
        { } value when parameter.Type.TypeKind == TypeKind.Enum => $"({type})({SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)})",
        { } value => $"({type}){SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)}{(value is decimal ? "m" : "")}",
    };

    private (string Call, string TypeScript) Write(List<Fault> faults)
    {
        if (_method.ReturnType is not INamedTypeSymbol returned || returned.OriginalDefinition.ToDisplayString() is not string task
            || task is not ("System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.Task<TResult>" or "System.Threading.Tasks.ValueTask<TResult>"))
        {
            faults.Add(Fault.At(_method, "EDGE001", $"{_method.Name}: a method that functions call returns Task, Task<T>, ValueTask or ValueTask<T>"));
            return ("{0};", "void");
        }

        if (returned.TypeArguments.Length == 0)
        {
            return ($"{{0}}; return {Values}.Undefined;", "void");
        }

        ITypeSymbol type = returned.TypeArguments[0];
        bool mayBeNull = type.NullableAnnotation == NullableAnnotation.Annotated;
        string name = TypeCrossings.NameOf(mayBeNull && type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type);
        string? whole = name switch
        {
            "string" => "string",
            "bool" => "boolean",
            "double" => "number",
            "byte[]" => "Uint8Array",
            "global::System.ReadOnlyMemory<byte>" => "Uint8Array",
            "global::System.IO.Stream" => "ReadableStream",
            "global::System.IO.Pipelines.PipeReader" => "ReadableStream",
            "global::EdgeIsolates.EdgeResponse" => "Response",
            _ => null,
        };
        if (whole is null)
        {
            Crossing crossing = _crossings.Of(type, _method);
            return ($"return global::EdgeIsolates.StructuredWrite.Result<{TypeCrossings.NameOf(type)}>({{0}}, {crossing.Write.Replace("{", "{{").Replace("}", "}}")});", crossing.TypeScript);
        }

        string made = name switch
        {
            "global::System.IO.Stream" => $"{Values}.Of(global::System.IO.Pipelines.PipeReader.Create(result))",
            "byte[]" => $"{Values}.Of((global::System.ReadOnlyMemory<byte>)result)",
            _ => $"{Values}.Of(result)",
        };
        return type.IsReferenceType
            ? ($"var result = {{0}}; return result is null ? {Values}.Null : {made};", mayBeNull ? $"{whole} | null" : whole)
            : ($"var result = {{0}}; return {made};", whole);
    }
}
