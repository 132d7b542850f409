namespace EdgeIsolates.Storage.Redis;

/// <summary>How the Cache API shares answers through Redis. Set at start; checked then, all faults together.</summary>
/// <remarks>The server may be another one than that of the stores: it should evict what it has no room for, and theirs must not.</remarks>
public sealed class RedisCacheOptions
{
    /// <summary>The servers and how to log in, in StackExchange.Redis' spelling, such as <c>redis-cache:6379,password=…</c>. <c>abortConnect</c> is always false.</summary>
    /// <value>Must be set.</value>
    public string Configuration { get; set; } = "";

    /// <summary>What all keys begin with, in braces. Hosts that share a server but nothing else use different ones.</summary>
    /// <value>The default is <c>edge_isolates</c>; letters, digits and <c>_ - . :</c>.</value>
    public string KeyPrefix { get; set; } = "edge_isolates";

    /// <summary>How long a function waits for the server before that counts as a miss. The server is then left alone for a second.</summary>
    /// <value>The default is 500 ms; the least is 1 ms.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The largest body that goes to Redis; an answer with a larger one stays in the memory of the node that put it.</summary>
    /// <value>Bytes; the default is 1 MB; at most 512 MB, Redis' own limit.</value>
    public long MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// How long a node gives an answer out of its memory before it asks Redis whether that is still the one: so long a <c>put</c> or <c>delete</c> of another node may go unseen.
    /// </summary>
    /// <value>The default is 1 s; 0 asks for each request; at most 1 h.</value>
    public TimeSpan LocalTime { get; set; } = TimeSpan.FromSeconds(1);

    internal RedisSettings Settings => new(Configuration, KeyPrefix, Timeout);
}
