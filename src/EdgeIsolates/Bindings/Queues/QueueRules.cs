namespace EdgeIsolates.Bindings;

/// <summary>What queues take; the same figures as in Web/Queues/producer.js, which tells a script sooner.</summary>
internal static class QueueRules
{
    public const int MostMessageBytes = 128_000;
    public const int MostBatchBytes = 256_000;
    public const int MostMessages = 100;
    public const int MostDelaySeconds = 43_200;

    private const int LongestName = 63;
    private const int MostConsumers = 32;
    private const int MostBatchTimeoutMs = 60_000;
    private const int MostRetries = 100;
    private const int MostConcurrency = 250;

    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static string NameFault(string? name) => $"\"{name}\" is no name of a queue: it has 1 to {LongestName} letters, digits, - and _.";

    /// <summary>What is wrong with the queues that a function consumes.</summary>
    public static IEnumerable<string> Check(FunctionQueues queues)
    {
        if (queues.Consumers.Count > MostConsumers)
        {
            yield return $"queues.consumers has {queues.Consumers.Count} entries; it may have {MostConsumers}.";
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (QueueConsumer consumer in queues.Consumers)
        {
            if (!seen.Add(consumer.Queue))
            {
                yield return $"queues.consumers names the queue {consumer.Queue} twice.";
            }

            foreach (string fault in Check(consumer))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Check(QueueConsumer consumer)
    {
        if (!IsName(consumer.Queue))
        {
            yield return NameFault(consumer.Queue);
        }

        if (consumer.DeadLetterQueue.Length > 0 && !IsName(consumer.DeadLetterQueue))
        {
            yield return NameFault(consumer.DeadLetterQueue);
        }

        if (consumer.DeadLetterQueue == consumer.Queue && consumer.Queue.Length > 0)
        {
            yield return $"The queue {consumer.Queue} is its own deadLetterQueue: what fails would come back for ever.";
        }

        (string Name, int Value, int Least, int Most)[] figures =
        [
            ("maxBatchSize", consumer.MaxBatchSize, 1, MostMessages),
            ("maxBatchTimeoutMs", consumer.MaxBatchTimeoutMs, 0, MostBatchTimeoutMs),
            ("maxRetries", consumer.MaxRetries, 0, MostRetries),
            ("maxConcurrency", consumer.MaxConcurrency, 1, MostConcurrency),
            ("retryDelaySeconds", consumer.RetryDelaySeconds, 0, MostDelaySeconds),
        ];
        foreach ((string name, int value, int least, int most) in figures)
        {
            if (value < least || value > most)
            {
                yield return $"{name} of the consumer of {consumer.Queue} is {value}; it may be {least} to {most}.";
            }
        }
    }
}
