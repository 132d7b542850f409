namespace EdgeIsolates.Storage.Redis;

/// <summary>How the stores use Redis. Set at start; checked then, all faults together.</summary>
public sealed class RedisStoreOptions
{
    /// <summary>
    /// The servers and how to log in, in StackExchange.Redis' spelling, such as <c>redis:6379,password=…</c>. <c>abortConnect</c> is always false: a
    /// connection that is lost is made again.
    /// </summary>
    /// <value>Must be set.</value>
    public string Configuration { get; set; } = "";

    /// <summary>
    /// What all keys and the channel begin with, in braces, so that a cluster keeps them on one node. Hosts that share a server but nothing else
    /// use different ones.
    /// </summary>
    /// <value>The default is <c>edge_isolates</c>; letters, digits and <c>_ - . :</c>.</value>
    public string KeyPrefix { get; set; } = "edge_isolates";

    /// <summary>How long an operation waits for the server before it fails with <see cref="StoreUnavailableException"/>.</summary>
    /// <value>The default is 5 s; the least is 1 ms.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    internal RedisSettings Settings => new(Configuration, KeyPrefix, Timeout);
}
