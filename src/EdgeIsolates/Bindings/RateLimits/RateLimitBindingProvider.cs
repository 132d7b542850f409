using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeIsolates.Stores;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings.RateLimits;

/// <summary>
/// Rate limits in the shape of Workers: <c>{ "type": "ratelimit", "simple": { "limit": 100, "period": 60 } }</c> gives <c>await env.NAME.limit({ key })</c>. Counts are the function's
/// own, or shared by all that name the same <c>namespace_id</c>.
/// </summary>
internal sealed partial class RateLimitBindingProvider(IRateLimits limits, InMemoryRateLimits local, ILogger<RateLimitBindingProvider> logger) : IBindingProvider
{
    private const int MostLimit = 1_000_000;
    private const int MostPeriodSeconds = 86_400;

    public string Type => "ratelimit";

    public IReadOnlyCollection<string> SettingNames => ["simple", "namespace_id"];

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        if (Number(binding, "limit") is not (>= 1 and <= MostLimit) || Number(binding, "period") is not (>= 1 and <= MostPeriodSeconds))
        {
            yield return "a binding of type ratelimit has \"simple\": { \"limit\": from 1 to 1000000, \"period\": seconds, from 1 to 86400 }, both whole numbers.";
        }

        if (binding.Settings.TryGetProperty("namespace_id", out JsonElement id) && !NamespaceId().IsMatch(TextOf(id)))
        {
            yield return "\"namespace_id\" is a number, or letters, digits and _ - . at most 64; leave it out to count for this function alone.";
        }
    }

    public IBinding Open(BindingContext context)
    {
        FunctionBinding binding = context.Binding;
        string namespaceId = binding.Settings.TryGetProperty("namespace_id", out JsonElement id) ? $"shared/{TextOf(id)}" : $"own/{context.FunctionName}/{context.Name}";
        return new RateLimitBinding(new RateLimit(namespaceId, Number(binding, "limit")!.Value, Number(binding, "period")!.Value), limits, local, logger);
    }

    private static int? Number(FunctionBinding binding, string name) =>
        binding.Settings.TryGetProperty("simple", out JsonElement simple)
        && simple.ValueKind == JsonValueKind.Object
        && simple.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out int number)
            ? number
            : null;

    private static string TextOf(JsonElement id) => id.ValueKind is JsonValueKind.String or JsonValueKind.Number ? id.ToString() : "";

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamespaceId();
}
