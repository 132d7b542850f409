using EdgeIsolates.Bindings.DurableObjects;

namespace EdgeIsolates.AspNetCore;

/// <summary>What the live versions of a function use beside their code, the newest version's first. Queues are those that it sends to or consumes, with their dead letters.</summary>
internal sealed record FunctionBindingsDescription(
    IReadOnlyList<BindingDescription> Bindings,
    IReadOnlyList<string> Queues,
    IReadOnlyList<string> Crons,
    IReadOnlyList<string> Classes)
{
    public static FunctionBindingsDescription Of(FunctionRecord function)
    {
        FunctionConfig[] live = [.. function.Traffic.Reverse().Select(static share => share.Version.Config)];
        return new FunctionBindingsDescription(
            [.. live.SelectMany(Bound).DistinctBy(static pair => (pair.Key, pair.Value)).Select(static pair => BindingDescription.Of(pair.Key, pair.Value))],
            [.. live.SelectMany(QueuesOf).Where(static queue => queue.Length > 0).Distinct(StringComparer.Ordinal)],
            [.. live.SelectMany(static config => config.Crons).Select(static cron => cron.Cron).Distinct(StringComparer.Ordinal)],
            [.. live.SelectMany(config => ObjectClasses.Of(function.Name, config.Migrations).Namespaces.Keys).Distinct(StringComparer.Ordinal)]);
    }

    private static IEnumerable<KeyValuePair<string, FunctionBinding>> Bound(FunctionConfig config) =>
        config.Bindings.OrderBy(static binding => binding.Key, StringComparer.Ordinal);

    private static IEnumerable<string> QueuesOf(FunctionConfig config) =>
    [
        .. Bound(config).Where(static binding => binding.Value.Type == "queue").Select(static binding => binding.Value.GetText("queue") ?? ""),
        .. config.Queues.Consumers.SelectMany(static consumer => (string[])[consumer.Queue, consumer.DeadLetterQueue]),
    ];
}
