namespace EdgeIsolates.AspNetCore;

/// <summary>A queue: what is in it, and who consumes it.</summary>
internal sealed record QueueDescription(string Queue, long Ready, long Delayed, long InFlight, string? Consumer, string? DeadLetterQueue)
{
    /// <summary>All queues that hold messages or have a consumer.</summary>
    public static IReadOnlyList<QueueDescription> Of(IReadOnlyList<QueueCounts> counts, IReadOnlyList<FunctionRecord> functions)
    {
        Dictionary<string, QueueCounts> byName = counts.ToDictionary(static queue => queue.Queue, StringComparer.Ordinal);
        Dictionary<string, (string Function, QueueConsumer Consumer)> consumers = new(StringComparer.Ordinal);
        foreach (FunctionRecord function in functions)
        {
            foreach (QueueConsumer consumer in function.Traffic.SelectMany(static share => share.Version.Config.Queues.Consumers))
            {
                consumers[consumer.Queue] = (function.Name, consumer);
            }
        }

        return
        [
            .. byName.Keys.Union(consumers.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name =>
            {
                QueueCounts queue = byName.GetValueOrDefault(name) ?? new QueueCounts(name, 0, 0, 0);
                (string? function, QueueConsumer? consumer) = consumers.GetValueOrDefault(name);
                string? deadLetters = consumer is { DeadLetterQueue.Length: > 0 } ? consumer.DeadLetterQueue : null;
                return new QueueDescription(name, queue.Ready, queue.Delayed, queue.InFlight, function, deadLetters);
            }),
        ];
    }
}
