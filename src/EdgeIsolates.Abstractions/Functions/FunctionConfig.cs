using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>What a tenant says about a function at deploy. Immutable; values outside the host's policy are refused at deploy.</summary>
public sealed record FunctionConfig
{
    /// <summary>The configuration of a function that says nothing.</summary>
    public static FunctionConfig Default { get; } = new();

    /// <summary>The memory an isolate of this function may use: heap, array buffers, WebAssembly memory and what the host holds for it.</summary>
    /// <value>Megabytes (1024 × 1024 bytes); the default is 128.</value>
    [JsonPropertyName("memoryLimitMb")]
    public int MemoryLimitMb { get; init; } = FunctionConfigDefaults.MemoryLimitMb;

    /// <summary>The wall time from a request's start to its response.</summary>
    /// <value>Milliseconds; the default is 30000.</value>
    [JsonPropertyName("timeoutMs")]
    public int TimeoutMs { get; init; } = FunctionConfigDefaults.TimeoutMs;

    /// <summary>The CPU time one request may use. Waiting costs nothing.</summary>
    /// <value>Milliseconds; the default is 1000.</value>
    [JsonPropertyName("cpuMs")]
    public int CpuMs { get; init; } = FunctionConfigDefaults.CpuMs;

    /// <summary>The environment the handler gets as <c>env</c>: names to text values.</summary>
    /// <value>Empty when not set.</value>
    [JsonPropertyName("envVars")]
    public IReadOnlyDictionary<string, string> EnvVars { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What else the handler finds in <c>env</c>: names to key-value stores, databases, other functions, the host's own services.</summary>
    /// <value>Empty when not set. A name stands in one of <see cref="EnvVars"/>, the secrets and here.</value>
    [JsonPropertyName("bindings")]
    public IReadOnlyDictionary<string, FunctionBinding> Bindings { get; init; } = ReadOnlyDictionary<string, FunctionBinding>.Empty;

    /// <summary>The queues that the function consumes. Queues that it sends to are <see cref="Bindings"/>.</summary>
    /// <value>None when not set.</value>
    [JsonPropertyName("queues")]
    public FunctionQueues Queues { get; init; } = FunctionQueues.None;

    /// <summary>When the function's <c>scheduled</c> handler runs.</summary>
    /// <value>Empty when not set.</value>
    [JsonPropertyName("crons")]
    public IReadOnlyList<CronTrigger> Crons { get; init; } = [];

    /// <summary>The history of the function's Durable Object classes.</summary>
    /// <value>Empty when not set: it has none.</value>
    [JsonPropertyName("migrations")]
    public IReadOnlyList<DurableObjectMigration> Migrations { get; init => field = value ?? []; } = [];

    /// <summary>Whether <c>eval</c> and <c>new Function</c> may compile text.</summary>
    /// <value>The default is <see langword="false"/>: both throw an <c>EvalError</c>.</value>
    [JsonPropertyName("allowEval")]
    public bool AllowEval { get; init; }

    /// <summary>Isolates that are kept warm on each node, also without requests.</summary>
    /// <value>The default is 0; at most <see cref="MaxIsolates"/>.</value>
    [JsonPropertyName("minWarm")]
    public int MinWarm { get; init; }

    /// <summary>The most isolates of one version on each node.</summary>
    /// <value>The default 0 means: as many as the host allows a function.</value>
    [JsonPropertyName("maxIsolates")]
    public int MaxIsolates { get; init; }

    /// <summary>The most requests that one isolate serves at the same time; further ones wait for their turn.</summary>
    /// <value>The default 0 means: as many as the host allows.</value>
    [JsonPropertyName("maxConcurrentRequests")]
    public int MaxConcurrentRequests { get; init; }

    /// <summary>The regions that the function runs in; nodes elsewhere forward its requests.</summary>
    /// <value>Empty when not set: it runs everywhere.</value>
    [JsonPropertyName("regions")]
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Switches for behaviour that differs between runtimes, by the names that Cloudflare Workers gives them, such as <c>nodejs_compat</c>.</summary>
    /// <value>Empty when not set. Unknown flags are kept and change nothing.</value>
    [JsonPropertyName("compatibilityFlags")]
    public IReadOnlyList<string> CompatibilityFlags { get; init; } = [];
}
