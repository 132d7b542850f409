namespace EdgeIsolates.AspNetCore;

/// <summary>A function as the admin API shows it. Values of environment variables stay in: they may be secrets.</summary>
internal sealed record FunctionDescription(
    string Name,
    string Version,
    IReadOnlyList<string> Routes,
    FunctionConfigDescription Config,
    IReadOnlyList<ModuleDescription> Modules)
{
    public static FunctionDescription Of(EdgeFunction function) => new(
        function.Name,
        function.Version,
        function.Routes,
        FunctionConfigDescription.Of(function.Config),
        [.. function.Modules.Select(module => new ModuleDescription(module.Name, module.Kind, module.Content.Length))]);
}
