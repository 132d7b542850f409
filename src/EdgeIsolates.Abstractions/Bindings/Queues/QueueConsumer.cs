using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>How a function gets the messages of a queue. Immutable.</summary>
public sealed record QueueConsumer
{
    /// <summary>The queue's name: 1 to 63 letters, digits, - and _.</summary>
    /// <value>Empty when not set, which is refused at deploy.</value>
    [JsonPropertyName("queue")]
    public string Queue { get; init; } = "";

    /// <summary>The most messages that the handler gets at once.</summary>
    /// <value>1 to 100; the default is 10.</value>
    [JsonPropertyName("maxBatchSize")]
    public int MaxBatchSize { get; init; } = 10;

    /// <summary>How long messages wait for the batch to become full.</summary>
    /// <value>Milliseconds, 0 to 60000; the default is 5000.</value>
    [JsonPropertyName("maxBatchTimeoutMs")]
    public int MaxBatchTimeoutMs { get; init; } = 5000;

    /// <summary>How often a message is tried again after the first time.</summary>
    /// <value>0 to 100; the default is 3.</value>
    [JsonPropertyName("maxRetries")]
    public int MaxRetries { get; init; } = 3;

    /// <summary>The queue for messages that failed each time.</summary>
    /// <value>Empty when not set: they are deleted, and that is logged.</value>
    [JsonPropertyName("deadLetterQueue")]
    public string DeadLetterQueue { get; init; } = "";

    /// <summary>The most batches that are handled at the same time, on each node.</summary>
    /// <value>1 to 250; the default is 4.</value>
    [JsonPropertyName("maxConcurrency")]
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>How long a message waits before it is tried again, unless the handler says otherwise.</summary>
    /// <value>Seconds, 0 to 43200; the default is 0.</value>
    [JsonPropertyName("retryDelaySeconds")]
    public int RetryDelaySeconds { get; init; }
}
