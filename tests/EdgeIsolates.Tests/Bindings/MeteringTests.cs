using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeIsolates.Tests.Bindings.DurableObjects;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings;

/// <summary>What requests do with services, objects and sockets stands in their records and in the meter.</summary>
public sealed class MeteringTests : IAsyncTest
{
    private readonly RecordSink _sink = new();
    private readonly OneMeterFactory _meters = new();
    private readonly ConcurrentQueue<string> _measured = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly MeterListener _listener = new();
    private readonly ObjectEdge _edge;

    public MeteringTests()
    {
        _edge = new ObjectEdge(services: all => all.AddSingleton<IInvocationSink>(_sink).AddSingleton<IMeterFactory>(_meters));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_meters.Made.Contains(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measure(instrument, 0, tags));
        _listener.Start();
    }

    [Fact]
    public async Task Service_FetchAndCalls_StandInTheCallersRecord()
    {
        await _edge.Host.DeployAsync(
            """
            import { WorkerEntrypoint } from 'cloudflare:workers';
            export default class extends WorkerEntrypoint {
              async fetch(request) { if (request.url.endsWith('/bad')) throw new Error('no'); return new Response('four') }
              hello() { return 'hi' }
            }
            """,
            name: "callee");
        await _edge.Host.DeployAsync(
            """
            export default { async fetch(request, env) {
              await (await env.SVC.fetch('https://x/', { method: 'POST', body: 'abcdef' })).text();
              await env.SVC.fetch('https://x/bad').catch(() => 0);
              await env.SVC.hello();
              return new Response();
            } }
            """,
            ConfigOf("""{ "type": "service", "service": "callee" }"""),
            "caller");
        await _edge.Host.Runtime.InvokeAsync("caller", EdgeHost.Get());

        BindingUsage usage = Assert.Single((await RecordsAsync(4)).Single(static record => record.FunctionName == "caller").Bindings);
        Assert.Equal(("SVC", "service", 3, 1), (usage.Name, usage.Type, usage.Calls, usage.Failures));
        Assert.True(usage.BytesSent >= 6, "the body that was sent");
        Assert.True(usage.BytesReceived >= 4, "the body that came back");
        await MeasuredAsync("edge_isolates.binding_calls 3 faas.name=caller edge_isolates.binding=SVC edge_isolates.binding_type=service");
        await MeasuredAsync("edge_isolates.binding_errors 1 faas.name=caller edge_isolates.binding=SVC edge_isolates.binding_type=service");
        await MeasuredAsync($"edge_isolates.binding_bytes {usage.BytesSent} faas.name=caller edge_isolates.binding=SVC edge_isolates.binding_type=service network.io.direction=transmit");
        await MeasuredAsync("edge_isolates.binding_time 0 faas.name=caller edge_isolates.binding=SVC edge_isolates.binding_type=service");
    }

    [Fact]
    public async Task Service_Fetch_CountsAgainstTheCallsOfBindings()
    {
        await using EdgeHost host = new(static options => options.Limits = options.Limits with { BindingCallsPerRequest = 2 });
        await host.DeployAsync("export default { fetch() { return new Response('ok') } }", name: "callee");
        await host.DeployAsync(
            "export default { async fetch(r, env) { try { for (let i = 0; ; i++) await env.SVC.fetch('https://x/') } catch (e) { return new Response(e.message) } } }",
            ConfigOf("""{ "type": "service", "service": "callee" }"""),
            "caller");
        InvocationResult result = await host.Runtime.InvokeAsync("caller", EdgeHost.Get());
        Assert.Contains("2 times (the limit BindingCallsPerRequest)", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_Storage_StandsInTheRecordOfItsEvent()
    {
        await _edge.DeployAsync(
            """
            async run() {
              const { storage } = this.ctx;
              await storage.put('key', 'value');
              await storage.get('key');
              storage.sql.exec('CREATE TABLE t (x)');
              try { storage.sql.exec('SELECT nonsense FROM t') } catch {}
              return 1;
            }
            """);
        await _edge.GetAsync();

        BindingUsage usage = Assert.Single((await RecordsAsync(3)).SelectMany(static record => record.Bindings), static usage => usage.Type == "durable_object_storage");
        // put, get, a statement and its rows, and one that fails.
        Assert.Equal(("ctx.storage", 5, 1), (usage.Name, usage.Calls, usage.Failures));
        Assert.True(usage.BytesSent > "keyvaluekeyCREATE TABLE t (x)".Length, "keys, values and statements");
        Assert.True(usage.BytesReceived >= "value".Length, "what was read");
    }

    [Fact]
    public async Task Object_CallsAndErrors_AreMeasuredByClass()
    {
        await _edge.DeployAsync(
            "run() { return 1 } fail() { throw new Error('no') }",
            "const x = env.THING.getByName('x'); await x.run(); await x.fail().catch(() => 0); return new Response(await x.run() + '')");
        await _edge.GetAsync();
        _listener.RecordObservableInstruments();

        Assert.Equal(3, _measured.Count(static text => text == "edge_isolates.object_calls 1 faas.name=f edge_isolates.class=Thing"));
        Assert.Single(_measured, static text => text == "edge_isolates.object_errors 1 faas.name=f edge_isolates.class=Thing");
        Assert.Contains("edge_isolates.objects 1 faas.name=f edge_isolates.class=Thing", _measured);
    }

    [Fact]
    public async Task WebSocket_Messages_StandInTheRecord()
    {
        await _edge.Host.DeployAsync(
            """
            export default { async fetch() {
              const [a, b] = Object.values(new WebSocketPair());
              a.accept(); b.accept();
              const came = new Promise((done) => b.addEventListener('message', done));
              a.send('hello');
              await came;
              return new Response();
            } }
            """);
        await _edge.GetAsync();

        BindingUsage usage = Assert.Single(Assert.Single(await RecordsAsync(1)).Bindings);
        Assert.Equal(("WebSocket", "websocket", 2, 0, 5L, 5L), (usage.Name, usage.Type, usage.Calls, usage.Failures, usage.BytesSent, usage.BytesReceived));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _edge.DisposeAsync();
        _meters.Dispose();
        _news.Dispose();
    }

    private static FunctionConfig ConfigOf(string binding) => FunctionConfig.Default with
    {
        Bindings = new Dictionary<string, FunctionBinding>(StringComparer.Ordinal) { ["SVC"] = FunctionBinding.Parse(binding) },
    };

    private Task<IReadOnlyList<InvocationRecord>> RecordsAsync(int count) => _sink.WaitAsync(count);

    /// <summary>Waits for a measurement, as "name value tags".</summary>
    private async Task MeasuredAsync(string text)
    {
        while (!_measured.Contains(text))
        {
            Assert.True(await _news.WaitAsync(TimeSpan.FromSeconds(60)), $"Not measured: {text}. There are: {string.Join('\n', _measured)}");
        }
    }

    private void Measure(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _measured.Enqueue(string.Join(' ', tags.ToArray().Where(static tag => tag.Key != "faas.version").Select(static tag => $"{tag.Key}={tag.Value}").Prepend($"{instrument.Name} {value}")));
        _news.Release();
    }

    private sealed class OneMeterFactory : IMeterFactory
    {
        public ConcurrentBag<Meter> Made { get; } = [];

        public Meter Create(MeterOptions options)
        {
            // The listener asks while the instruments are made.
            var meter = new Meter(options);
            Made.Add(meter);
            return meter;
        }

        public void Dispose()
        {
            foreach (Meter meter in Made)
            {
                meter.Dispose();
            }
        }
    }
}
