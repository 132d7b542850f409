namespace EdgeIsolates;

/// <summary>How queues are read.</summary>
public sealed class QueueOptions
{
    /// <summary>How often this host looks for messages that other hosts sent, and for those that were delayed, while there are none. Its own it knows at once.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How much longer than its function's <c>timeoutMs</c> a batch is kept from others. So much later the messages of a host that was killed come back.</summary>
    /// <value>The default is 30 seconds; the least is 1.</value>
    public TimeSpan LeaseMargin { get; set; } = TimeSpan.FromSeconds(30);
}
