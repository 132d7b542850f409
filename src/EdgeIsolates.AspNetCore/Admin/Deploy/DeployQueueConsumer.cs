namespace EdgeIsolates.AspNetCore;

/// <summary>A consumer in a deploy's <c>config.queues.consumers</c>. What it leaves out keeps its default.</summary>
internal sealed class DeployQueueConsumer
{
    public string? Queue { get; set; }

    public int? MaxBatchSize { get; set; }

    public int? MaxBatchTimeoutMs { get; set; }

    public int? MaxRetries { get; set; }

    public string? DeadLetterQueue { get; set; }

    public int? MaxConcurrency { get; set; }

    public int? RetryDelaySeconds { get; set; }

    public QueueConsumer ToConsumer()
    {
        QueueConsumer silent = new();
        return new QueueConsumer
        {
            Queue = Queue ?? silent.Queue,
            MaxBatchSize = MaxBatchSize ?? silent.MaxBatchSize,
            MaxBatchTimeoutMs = MaxBatchTimeoutMs ?? silent.MaxBatchTimeoutMs,
            MaxRetries = MaxRetries ?? silent.MaxRetries,
            DeadLetterQueue = DeadLetterQueue ?? silent.DeadLetterQueue,
            MaxConcurrency = MaxConcurrency ?? silent.MaxConcurrency,
            RetryDelaySeconds = RetryDelaySeconds ?? silent.RetryDelaySeconds,
        };
    }
}
