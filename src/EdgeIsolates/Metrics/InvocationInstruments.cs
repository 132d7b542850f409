using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeIsolates.Records;

namespace EdgeIsolates.Metrics;

// The meter, by OpenTelemetry's conventions for functions (https://opentelemetry.io/docs/specs/semconv/faas/faas-metrics/). Tags: the function, its version, the outcome, and
// the region where the host names one. While nobody listens a record costs a look at each instrument.
internal sealed class InvocationInstruments : IInvocationSink, IDisposable
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30],
    };

    private static readonly InstrumentAdvice<long> Bytes = new()
    {
        HistogramBucketBoundaries = [1 << 20, 2 << 20, 4 << 20, 8 << 20, 16 << 20, 32 << 20, 64 << 20, 128 << 20, 256 << 20, 512 << 20],
    };

    private readonly Meter _meter;
    private readonly Counter<long> _invocations;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _timeouts;
    private readonly Counter<long> _coldStarts;
    private readonly Counter<long> _bindingCalls;
    private readonly Counter<long> _bindingErrors;
    private readonly Counter<long> _bindingBytes;
    private readonly Histogram<double> _bindingTime;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _initDuration;
    private readonly Histogram<double> _cpu;
    private readonly Histogram<long> _memory;

    /// <param name="factory">Makes the meter; <see langword="null"/> where the host has none.</param>
    /// <param name="health">Asked for when somebody reads the isolates' state, not before: the isolates need this to be made first.</param>
    /// <param name="pool">Likewise, for the pool's counts.</param>
    public InvocationInstruments(IMeterFactory? factory, Func<IsolateHealth> health, Func<IsolatePoolStatistics> pool)
    {
        var options = new MeterOptions(EdgeIsolatesTelemetry.MeterName);
        _meter = factory?.Create(options) ?? new Meter(options);
        _invocations = _meter.CreateCounter<long>("faas.invocations", "{invocation}", "Requests to functions.");
        _errors = _meter.CreateCounter<long>("faas.errors", "{error}", "Requests that failed by the function's fault or the host's.");
        _timeouts = _meter.CreateCounter<long>("faas.timeouts", "{timeout}", "Requests that got no answer within the wall time.");
        _coldStarts = _meter.CreateCounter<long>("faas.coldstarts", "{coldstart}", "Requests that started an isolate.");
        _bindingCalls = _meter.CreateCounter<long>("edge_isolates.binding_calls", "{call}", "Calls of bindings by functions.");
        _bindingErrors = _meter.CreateCounter<long>("edge_isolates.binding_errors", "{error}", "Calls of bindings that were answered with an error.");
        _bindingBytes = _meter.CreateCounter<long>("edge_isolates.binding_bytes", "By", "Bytes that went to bindings and came from them; of streams nothing is counted.");
        _bindingTime = _meter.CreateHistogram("edge_isolates.binding_time", "s", "Wall time of a request's calls of one binding, together.", advice: Seconds);
        _duration = _meter.CreateHistogram("faas.invoke_duration", "s", "From the call until there was an answer or a failure.", advice: Seconds);
        _initDuration = _meter.CreateHistogram("faas.init_duration", "s", "Cold starts, until the isolate could take a request.", advice: Seconds);
        _cpu = _meter.CreateHistogram("faas.cpu_usage", "s", "CPU time of requests.", advice: Seconds);
        _memory = _meter.CreateHistogram("faas.mem_usage", "By", "Memory of the isolate when there was an answer.", advice: Bytes);
        _meter.CreateObservableGauge("edge_isolates.isolates", () => health().LiveIsolates, "{isolate}", "Isolates that serve a function.");
        _meter.CreateObservableGauge("edge_isolates.blanks", () => health().ReadyBlanks, "{isolate}", "Blank isolates ready for a cold start.");
        _meter.CreateObservableGauge("edge_isolates.queue", () => pool().QueuedRequests, "{request}", "Requests that wait for an isolate.");
        _meter.CreateObservableGauge("edge_isolates.memory", () => pool().MemoryBytes, "By", "Memory of the isolates that serve a function.");
        _meter.CreateObservableGauge("edge_isolates.lost_memory", () => health().LostBytes, "By", "Memory that lost isolates still hold.");
    }

    public bool WantsLogs => false;

    internal Meter Meter => _meter;

    private bool AreEnabled =>
        _bindingCalls.Enabled || _bindingErrors.Enabled || _bindingBytes.Enabled || _bindingTime.Enabled || _invocations.Enabled || _errors.Enabled || _timeouts.Enabled || _coldStarts.Enabled || _duration.Enabled || _initDuration.Enabled || _cpu.Enabled || _memory.Enabled;

    public void Write(InvocationRecord record)
    {
        if (!AreEnabled)
        {
            return;
        }

        TagList tags = TagsOf(record);
        _invocations.Add(1, tags);
        _duration.Record(record.WallTime.TotalSeconds, tags);
        if (record.Outcome == InvocationOutcome.ExceededWallTime)
        {
            _timeouts.Add(1, tags);
        }
        else if (IsError(record.Outcome))
        {
            _errors.Add(1, tags);
        }

        if (record.ColdStart is { } phases)
        {
            _coldStarts.Add(1, tags);
            _initDuration.Record(phases.Ready.TotalSeconds, tags);
        }

        if (record.IsolateId.Length > 0)
        {
            _cpu.Record(record.CpuTime.TotalSeconds, tags);
            _memory.Record(record.MemoryUsedBytes, tags);
        }

        foreach (BindingUsage usage in record.Bindings)
        {
            Write(usage, record);
        }
    }

    public void Dispose() => _meter.Dispose();

    private void Write(BindingUsage usage, InvocationRecord record)
    {
        TagList tags = new()
        {
            { "faas.name", record.FunctionName },
            { "faas.version", record.FunctionVersion },
            { "edge_isolates.binding", usage.Name },
            { "edge_isolates.binding_type", usage.Type },
        };
        _bindingCalls.Add(usage.Calls, tags);
        _bindingTime.Record(usage.Time.TotalSeconds, tags);
        if (usage.Failures > 0)
        {
            _bindingErrors.Add(usage.Failures, tags);
        }

        WriteBytes(usage.BytesSent, "transmit", tags);
        WriteBytes(usage.BytesReceived, "receive", tags);
    }

    private void WriteBytes(long bytes, string direction, TagList tags)
    {
        if (bytes > 0)
        {
            tags.Add("network.io.direction", direction);
            _bindingBytes.Add(bytes, tags);
        }
    }

    private static bool IsError(InvocationOutcome outcome) => outcome is InvocationOutcome.Exception
        or InvocationOutcome.ExceededCpu
        or InvocationOutcome.ExceededMemory
        or InvocationOutcome.ExceededSubrequests
        or InvocationOutcome.DeployFailed
        or InvocationOutcome.InternalError;

    private static TagList TagsOf(InvocationRecord record)
    {
        var tags = new TagList
        {
            { "faas.name", record.FunctionName },
            { "faas.version", record.FunctionVersion },
            { "edge_isolates.outcome", OutcomeNames.Of(record.Outcome) },
        };
        if (record.Region.Length > 0)
        {
            tags.Add("cloud.region", record.Region);
        }

        return tags;
    }
}
