namespace EdgeIsolates.Hostile.Tests.Scripting;

/// <summary>
/// One attack: a file of Scripts/family/name.js. Its first comment lines say what to expect:
/// <code>
/// // expect: exceededCpu|exceededMemory    the outcomes that are right; deployFailed: the deploy is refused
/// // why: one sentence
/// // answer: text                          the body, when the outcome is ok
/// // says: text                            what the error must say
/// // cpuMs: 50, memoryLimitMb: 32, timeoutMs: 10000, allowEval: false
/// // calls: 1                              how many requests one deployment gets
/// // bodyBytes: 0                          size of the request's body
/// // overshootMs: 20                       CPU beyond the limit, where V8 takes no interrupt
/// // generate: {"times":9,"before":"(","middle":"1","after":")"}     takes the place of /*generated*/ in the source; # is the index
/// // deploy: bare, bytes: EDA080           sent as text/javascript, with these bytes in place of /*bytes*/
/// </code>
/// </summary>
internal sealed record HostileScript
{
    public const string Refused = "deployFailed";

    public required string Family { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Expected { get; init; }

    public required string Why { get; init; }

    public required byte[] Source { get; init; }

    public string? Answer { get; init; }

    public string? Says { get; init; }

    public int CpuMs { get; init; } = 50;

    public int MemoryLimitMb { get; init; } = 32;

    public int TimeoutMs { get; init; } = 10_000;

    public bool AllowEval { get; init; }

    public int Calls { get; init; } = 1;

    public int BodyBytes { get; init; }

    public int OvershootMs { get; init; } = 20;

    public bool SentBare { get; init; }

    public string Path => $"{Family}/{Name}";

    /// <summary>The function's name in a round; each round deploys anew.</summary>
    public string FunctionName(string round) => $"{Family}-{Name}-{round}";

    public override string ToString() => Path;
}
