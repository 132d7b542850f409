using System.Text.Json;

namespace EdgeIsolates.Deployments;

/// <summary>
/// What a function's configuration wants its main module to export: the handlers of its events, the classes that its own bindings name. Only a deploy asks; a version that is live with less
/// goes on answering its requests.
/// </summary>
/// <param name="Name">The export.</param>
/// <param name="Method">A method of it; empty when the export is all.</param>
/// <param name="Fault">What to say when it is not there.</param>
internal sealed record WantedExport(string Name, string Method, string Fault)
{
    /// <summary>All of a function's, as JSON for the script side; empty when there are none.</summary>
    public static string JsonOf(EdgeFunction function)
    {
        WantedExport[] wanted = [.. OfEvents(function.Config), .. OfEntrypoints(function)];
        return wanted.Length == 0 ? "" : JsonSerializer.Serialize(wanted, JsonSerializerOptions.Web);
    }

    private static IEnumerable<WantedExport> OfEvents(FunctionConfig config)
    {
        if (config.Crons.Count > 0)
        {
            yield return Handler("scheduled", "crons run at their times", "controller");
        }

        if (config.Queues.Consumers.Count > 0)
        {
            yield return Handler("queue", $"it consumes {string.Join(", ", config.Queues.Consumers.Select(static consumer => consumer.Queue))}", "batch");
        }
    }

    private static IEnumerable<WantedExport> OfEntrypoints(EdgeFunction function)
    {
        foreach ((string name, FunctionBinding binding) in function.Config.Bindings)
        {
            if (binding.Type == "service" && binding.GetText("service") == function.Name && binding.GetText("entrypoint") is { Length: > 0 } entrypoint)
            {
                yield return new WantedExport(entrypoint, "", $"The binding {name} names the entrypoint {entrypoint} of this function, which the main module does not export");
            }
        }
    }

    private static WantedExport Handler(string method, string reason, string argument) => new(
        "default",
        method,
        $"The function needs a handler \"{method}\", because {reason}, and its main module exports none: export default {{ {method}({argument}, env, ctx) {{…}} }}");
}
