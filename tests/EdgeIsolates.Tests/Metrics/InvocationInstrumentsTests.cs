using System.Diagnostics.Metrics;
using EdgeIsolates.Metrics;

namespace EdgeIsolates.Tests.Metrics;

public sealed class InvocationInstrumentsTests : IDisposable
{
    private readonly InvocationInstruments _sut = new(null, () => new IsolateHealth { Status = IsolateHealthStatus.Healthy, LiveIsolates = 7, ReadyBlanks = 2 }, () => new IsolatePoolStatistics { QueuedRequests = 3 });
    private readonly List<(string Name, double Value, string Tags)> _measured = [];
    private readonly MeterListener _listener = new();

    public void Dispose()
    {
        _listener.Dispose();
        _sut.Dispose();
    }

    [Fact]
    public void Write_NobodyListens_DoesNothing() => _sut.Write(TestRecords.New());

    [Fact]
    public void Write_Success_MeasuresByTheConventions()
    {
        Listen();

        _sut.Write(TestRecords.New(250) with { IsolateId = "i", MemoryUsedBytes = 5, Region = "eu", ColdStart = new ColdStartPhases(Ms(1), Ms(1), Ms(1), Ms(1), null, CodeCacheOutcome.Hit) });

        const string Tags = "faas.name=f faas.version=1-a edge_isolates.outcome=ok cloud.region=eu";
        Assert.Equal(
            [
                ("faas.invocations", 1, Tags),
                ("faas.invoke_duration", 0.25, Tags),
                ("faas.coldstarts", 1, Tags),
                ("faas.init_duration", 0.004, Tags),
                ("faas.cpu_usage", 0.125, Tags),
                ("faas.mem_usage", 5, Tags),
            ],
            _measured);
    }

    [Theory]
    [InlineData(InvocationOutcome.Exception, "faas.errors")]
    [InlineData(InvocationOutcome.ExceededMemory, "faas.errors")]
    [InlineData(InvocationOutcome.ExceededWallTime, "faas.timeouts")]
    [InlineData(InvocationOutcome.Canceled, null)]
    [InlineData(InvocationOutcome.NotFound, null)]
    public void Write_Failure_CountsAsWhatItIs(InvocationOutcome outcome, string? counter)
    {
        Listen();

        _sut.Write(TestRecords.New() with { Outcome = outcome });

        Assert.Equal(counter, _measured.Select(measured => measured.Name).SingleOrDefault(name => name is "faas.errors" or "faas.timeouts"));
    }

    [Fact]
    public void Write_Bindings_MeasuresCallsErrorsTimeAndBytesOfEach()
    {
        Listen();

        _sut.Write(TestRecords.New() with
        {
            Bindings = [new BindingUsage("KV", "kv", 3, 1, Ms(20), 5, 7), new BindingUsage("WebSocket", "websocket", 2, 0, TimeSpan.Zero, 0, 9)],
        });

        const string Kv = "faas.name=f faas.version=1-a edge_isolates.binding=KV edge_isolates.binding_type=kv";
        const string Socket = "faas.name=f faas.version=1-a edge_isolates.binding=WebSocket edge_isolates.binding_type=websocket";
        Assert.Equal(
            [
                ("edge_isolates.binding_calls", 3, Kv),
                ("edge_isolates.binding_time", 0.02, Kv),
                ("edge_isolates.binding_errors", 1, Kv),
                ("edge_isolates.binding_bytes", 5, Kv + " network.io.direction=transmit"),
                ("edge_isolates.binding_bytes", 7, Kv + " network.io.direction=receive"),
                ("edge_isolates.binding_calls", 2, Socket),
                ("edge_isolates.binding_time", 0, Socket),
                ("edge_isolates.binding_bytes", 9, Socket + " network.io.direction=receive"),
            ],
            _measured.Where(measured => measured.Name.StartsWith("edge_isolates", StringComparison.Ordinal)));
    }

    [Fact]
    public void Observe_Isolates_AreAskedForWhenSomebodyReads()
    {
        Listen();

        _listener.RecordObservableInstruments();

        Assert.Contains(("edge_isolates.isolates", 7, ""), _measured);
        Assert.Contains(("edge_isolates.blanks", 2, ""), _measured);
        Assert.Contains(("edge_isolates.queue", 3, ""), _measured);
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Listen()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _sut.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _listener.Start();
    }

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}
