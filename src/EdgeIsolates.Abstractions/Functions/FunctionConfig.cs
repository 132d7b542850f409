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

    /// <summary>Whether <c>eval</c> and <c>new Function</c> may compile text.</summary>
    /// <value>The default is <see langword="false"/>: both throw an <c>EvalError</c>.</value>
    [JsonPropertyName("allowEval")]
    public bool AllowEval { get; init; }
}
