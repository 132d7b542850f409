namespace EdgeIsolates;

/// <summary>How Durable Objects live on this host. Set at start; checked then, all faults together.</summary>
public sealed class DurableObjectOptions
{
    /// <summary>How long an object stays in memory with nothing under way. The next call makes it anew from its storage.</summary>
    /// <value>The default is 10 seconds; the least is 1 ms.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most calls that wait for one object or run in it; further ones fail with an error that is <c>overloaded</c>.</summary>
    /// <value>The default is 1000; the least is 1.</value>
    public int MaxQueuedCalls { get; set; } = 1000;

    /// <summary>The most objects that share an isolate, and with it its memory, as long as the function may have another.</summary>
    /// <value>The default is 64; the least is 1.</value>
    public int MaxObjectsPerIsolate { get; set; } = 64;
}
