namespace EdgeIsolates.AspNetCore;

/// <summary>The <c>queues</c> of a deploy's <c>config</c>.</summary>
internal sealed class DeployQueues
{
    public DeployQueueConsumer[]? Consumers { get; set; }

    public FunctionQueues ToQueues() => new() { Consumers = [.. (Consumers ?? []).Select(static consumer => consumer.ToConsumer())] };
}
