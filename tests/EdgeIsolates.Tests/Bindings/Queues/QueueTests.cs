using System.Text;
using EdgeIsolates.Stores;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings;

/// <summary>Functions that send to queues and consume them.</summary>
public sealed class QueueTests : IAsyncTest
{
    private const string Seen = "console.log(`${batch.queue}: ${batch.messages.map((m) => `${JSON.stringify(m.body)}#${m.attempts}`).join(' ')}`)";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly InMemoryQueueStore _store = new();
    private readonly EdgeHost _host;

    public QueueTests()
    {
        _host = NewHost();
    }

    [Fact]
    public async Task Send_EachContentType_ArrivesAsItWas()
    {
        await StartAsync(
            """
            await env.JOBS.send({ a: [1, 'ü'] });
            await env.JOBS.send('text', { contentType: 'text' });
            await env.JOBS.send(new Uint8Array([0, 1, 2, 255]).subarray(1), { contentType: 'bytes' });
            await env.JOBS.send(new Map([['d', new Date(5)]]), { contentType: 'v8' });
            return Response.json([await env.JOBS.sendBatch([{ body: 1 }])]);
            """,
            """
            for (const { id, body, timestamp, attempts } of batch.messages) {
              if (!/^[0-9a-f]{32}$/.test(id) || !(timestamp instanceof Date) || attempts !== 1) throw new Error(`${id} ${timestamp} ${attempts}`);
              console.log(body instanceof ArrayBuffer ? `bytes ${new Uint8Array(body)}` : body instanceof Map ? `map ${body.get('d').getTime()}` : JSON.stringify(body));
            }
            """);

        Assert.Equal("[null]", (await CallAsync()).Text());

        await UntilLogged(5);
        Assert.Equal(["\"text\"", "1", "bytes 1,2,255", "map 5", "{\"a\":[1,\"ü\"]}"], _host.Log.Texts.Order(StringComparer.Ordinal));
        await UntilEmpty();
    }

    [Theory]
    [InlineData("send('x'.repeat(128000), { contentType: 'text' })", "ok")]
    [InlineData("send('x'.repeat(128001), { contentType: 'text' })", "RangeError: Queue send failed: message length of 128001 bytes exceeds limit of 128000")]
    [InlineData("send('ü'.repeat(64001), { contentType: 'text' })", "RangeError: Queue send failed: message length of 128002 bytes exceeds limit of 128000")]
    [InlineData("send(1, { contentType: 'xml' })", "TypeError: Unsupported queue message content type: xml")]
    [InlineData("send(1, { contentType: 'text' })", "TypeError: Content Type \"text\" requires a value of type string, but received: number")]
    [InlineData("send('x', { contentType: 'bytes' })", "TypeError: Content Type \"bytes\" requires a value of type ArrayBufferView, but received: string")]
    [InlineData("send(undefined)", "TypeError: Content Type \"json\" requires a value that JSON can express, but received: undefined")]
    [InlineData("send(1n)", "TypeError: Do not know how to serialize a BigInt")]
    [InlineData("send(() => 1, { contentType: 'v8' })", "DataCloneError: *")]
    [InlineData("send(1, { delaySeconds: 43201 })", "RangeError: Queue send failed: delaySeconds is a whole number from 0 to 43200")]
    [InlineData("send(1, { delaySeconds: -1 })", "RangeError: *")]
    [InlineData("send(1, { delaySeconds: '5' })", "RangeError: *")]
    [InlineData("sendBatch([])", "TypeError: *")]
    [InlineData("sendBatch(5)", "TypeError: *")]
    [InlineData("sendBatch([1])", "TypeError: *")]
    [InlineData("sendBatch(new Array(101).fill({ body: 1 }))", "RangeError: Queue sendBatch failed: 101 messages exceed the limit of 100")]
    [InlineData("sendBatch(new Array(100).fill({ body: 1 }))", "ok")]
    [InlineData("sendBatch(new Set([{ body: 1 }, { body: 2 }]))", "ok")]
    [InlineData("sendBatch([1, 2, 3].map(() => ({ body: 'x'.repeat(100000), contentType: 'text' })))", "RangeError: Queue sendBatch failed: batch size of 300000 bytes exceeds limit of 256000")]
    public async Task Send_AtTheLimits_IsTakenOrRefused(string call, string expected)
    {
        await _host.DeployAsync(
            $$"""export default { async fetch(request, env) { try { await env.JOBS.{{call}}; return new Response('ok'); } catch (e) { return new Response(`${e.name}: ${e.message}`); } } }""",
            Producer());

        string text = (await CallAsync()).Text();

        Assert.True(expected.EndsWith('*') ? text.StartsWith(expected[..^1], StringComparison.Ordinal) : text == expected, text);
    }

    [Fact]
    public async Task Batch_IsFullOrWaits_AndNeverLarger()
    {
        await StartAsync(
            "await env.JOBS.sendBatch(Array.from({ length: 25 }, (_, i) => ({ body: i }))); return new Response('');",
            "console.log(batch.messages.length)",
            consumer: new QueueConsumer { Queue = "jobs", MaxBatchSize = 10, MaxBatchTimeoutMs = 300, MaxConcurrency = 1 });

        await CallAsync();

        await UntilLogged(3);
        Assert.Equal(["10", "10", "5"], _host.Log.Texts);
    }

    [Fact]
    public async Task Decisions_TheFirstCounts_AndOthersFollowTheHandler()
    {
        await StartAsync(
            "await env.JOBS.sendBatch(['ack', 'retry', 'both', 'none'].map((body) => ({ body }))); return new Response('');",
            $$"""
            {{Seen}};
            for (const m of batch.messages) {
              if (m.body === 'ack') m.ack();
              if (m.attempts === 1 && m.body === 'retry') m.retry();
              if (m.body === 'both') { m.ack(); m.retry(); }
            }
            batch.ackAll();
            batch.retryAll();
            """,
            consumer: Quick with { MaxBatchSize = 4 });

        await CallAsync();

        await UntilLogged(2);
        Assert.Equal(["jobs: \"ack\"#1 \"retry\"#1 \"both\"#1 \"none\"#1", "jobs: \"retry\"#2"], _host.Log.Texts);
        await UntilEmpty();
    }

    [Fact]
    public async Task Handler_Throws_OnlyWhatItAcknowledgedIsDone()
    {
        await StartAsync(
            "await env.JOBS.sendBatch([{ body: 'a' }, { body: 'b' }]); return new Response('');",
            $"{Seen}; if (batch.messages[0].attempts === 1) {{ batch.messages[0].ack(); throw new Error('no'); }}",
            consumer: Quick with { MaxBatchSize = 2 });

        await CallAsync();

        await UntilLogged(2);
        Assert.Equal(["jobs: \"a\"#1 \"b\"#1", "jobs: \"b\"#2"], _host.Log.Texts);
        await UntilEmpty();
    }

    [Theory]
    [InlineData("throw new Error('no')")]
    [InlineData("batch.retryAll()")]
    [InlineData("batch.messages[0].retry({ delaySeconds: 0 })")]
    [InlineData("for (;;) {}")]
    [InlineData("return new Promise(() => {})")]
    public async Task Retries_Exhausted_GoToTheDeadLetterQueue(string handler)
    {
        await StartAsync(
            "await env.JOBS.send('poison'); return new Response('');",
            $"console.log(batch.messages[0].attempts); {handler}",
            consumer: Quick with { MaxRetries = 2, DeadLetterQueue = "dead" },
            limits: FunctionConfig.Default with { CpuMs = 100, TimeoutMs = 20_000 });

        await CallAsync();

        await Until(async () => (await CountAsync("dead")).Ready == 1);
        Assert.Equal(["1", "2", "3"], _host.Log.Texts);
        StoredMessage dead = Assert.Single(await _store.BrowseAsync("dead", "", 10, default));
        Assert.Equal("\"poison\"", Encoding.UTF8.GetString(dead.Message.Body.Span));
        Assert.Equal(0, (await CountAsync("jobs")).InFlight);
    }

    [Fact]
    public async Task Retries_ExhaustedWithoutDeadLetterQueue_DropTheMessage()
    {
        await StartAsync("await env.JOBS.send(1); return new Response('');", "console.log('x'); throw new Error('no')", consumer: Quick with { MaxRetries = 0 });

        await CallAsync();

        await UntilLogged(1);
        await UntilEmpty();
    }

    [Fact]
    public async Task Message_GivenOutMoreOftenThanItMay_IsBuriedUnseen()
    {
        // As after a host that died in the handler each time.
        await _store.SendAsync("jobs", [new QueueSend(new QueueMessage("1", DateTimeOffset.UnixEpoch, QueueContentType.Text, default), DateTimeOffset.UnixEpoch)], default);
        for (int i = 1; i <= 3; i++)
        {
            DateTimeOffset now = DateTimeOffset.UnixEpoch.AddMinutes(i);
            await _store.LeaseAsync(new QueueLease { Queue = "jobs", Most = 1, Now = now, DueBefore = now, Until = now.AddSeconds(1) }, default);
        }

        await StartAsync("return new Response('');", "console.log('seen')", consumer: Quick with { MaxRetries = 2, DeadLetterQueue = "dead" });

        await Until(async () => (await CountAsync("dead")).Ready == 1);
        Assert.Empty(_host.Log.Texts);
    }

    [Fact]
    public async Task Consumer_OfAnEntrypointClass_Works()
    {
        await _host.StartAsync();
        await _host.DeployAsync(
            """
            import { WorkerEntrypoint } from 'cloudflare:workers';
            export default class extends WorkerEntrypoint {
              fetch() { return this.env.JOBS.send('x').then(() => new Response('')); }
              queue(batch) { this.ctx.waitUntil(scheduler.wait(1).then(() => console.log(`${batch.messages[0].body} ${Object.isFrozen(batch.messages)} ${batch}`))); }
            }
            """,
            Consumer(Quick));

        await CallAsync();

        await UntilLogged(1);
        Assert.Equal("x true [object MessageBatch]", _host.Log.Texts.Single());
    }

    [Fact]
    public async Task Send_BindingWithADelay_HoldsMessagesWithoutTheirOwn()
    {
        FunctionBinding slow = FunctionBinding.Parse("""{ "type": "queue", "queue": "jobs", "delivery_delay": 3600 }""");
        await _host.DeployAsync(
            "export default { async fetch(request, env) { await env.JOBS.send(1); await env.JOBS.send(2, { delaySeconds: 0 }); return new Response(''); } }",
            FunctionConfig.Default with { Bindings = new Dictionary<string, FunctionBinding> { ["JOBS"] = slow } });

        await CallAsync();

        Assert.Equal(new QueueCounts("jobs", Ready: 1, Delayed: 1, InFlight: 0), await CountAsync("jobs"));
    }

    [Theory]
    [InlineData("ctx.waitUntil(scheduler.wait(20).then(() => m.retry({ delaySeconds: 3600 })))", true)]
    [InlineData("ctx.waitUntil(scheduler.wait(20).then(() => ctx.waitUntil(scheduler.wait(20).then(() => m.retry({ delaySeconds: 3600 })))))", true)]
    [InlineData("ctx.waitUntil(scheduler.wait(20).then(() => { throw new Error('no'); }))", true)]
    [InlineData("ctx.waitUntil(Promise.reject(1)); await scheduler.wait(20)", true)]
    [InlineData("ctx.waitUntil(scheduler.wait(20).then(() => { m.ack(); throw new Error('no'); }))", false)]
    [InlineData("ctx.waitUntil(scheduler.wait(20)); ctx.waitUntil(5)", false)]
    public async Task Consumer_DecidesInWaitUntil_IsWaitedFor(string work, bool comesBack)
    {
        await StartAsync("await env.JOBS.send(1); return new Response('');", $"const [m] = batch.messages; {work}; console.log('returned');", Quick with { RetryDelaySeconds = 3600 });

        await CallAsync();

        await UntilLogged(1);
        await Until(async () => (await CountAsync("jobs")) is { InFlight: 0, Ready: 0 } counts && counts.Delayed == (comesBack ? 1 : 0));
    }

    [Fact]
    public async Task Function_Disabled_StopsConsuming_AndTheQueueKeepsItsMessages()
    {
        await StartAsync("await env.JOBS.send(1); return new Response('');", Seen);
        await _host.DeployAsync("export default { fetch: (request, env) => env.JOBS.send('later').then(() => new Response('')) }", Producer(), "sender");
        await CallAsync();
        await UntilLogged(1);
        await _host.Functions.DisableAsync("f", "me");
        await Task.Yield();

        await CallAsync("sender");
        Assert.Equal(1, (await CountAsync("jobs")) is var counts ? counts.Ready + counts.InFlight : 0);
        await _host.Functions.EnableAsync("f", "me");

        await UntilLogged(2);
        Assert.Equal("jobs: \"later\"#1", _host.Log.Texts.Last());
    }

    [Fact]
    public async Task Deploy_InTheMiddle_LosesNothing()
    {
        const string Sender = "export default { async fetch(request, env) { for (let i = 0; i < 20; i++) await env.JOBS.sendBatch(Array.from({ length: 10 }, (_, j) => ({ body: i * 10 + j }))); return new Response(''); } }";
        await _host.StartAsync();
        await _host.DeployAsync(Sender, Producer(), "sender");
        Task<EdgeFunction> DeployAsync(int version) => _host.DeployAsync(
            $"/* {version} */ export default {{ async queue(batch) {{ await scheduler.wait(2); for (const m of batch.messages) console.log(m.body); }} }}",
            Consumer(Quick with { MaxBatchSize = 5 }));

        await DeployAsync(0);
        ValueTask<InvocationResult> sending = CallAsync("sender");
        for (int version = 1; version < 5; version++)
        {
            await DeployAsync(version);
        }

        (await sending).Text();
        await Until(() => Task.FromResult(_host.Log.Texts.Distinct().Count() == 200));
        await UntilEmpty();
    }

    [Fact]
    public async Task Host_Stops_WhatIsUnderWayIsFinished()
    {
        await StartAsync("await env.JOBS.send(1); return new Response('');", "console.log('begun'); await scheduler.wait(50); console.log('done');");
        await CallAsync();
        await UntilLogged(1);

        await _host.StopAsync();

        Assert.Equal(["begun", "done"], _host.Log.Texts);
        Assert.Empty(await _store.CountAsync(DateTimeOffset.UtcNow, default));
    }

    [Fact]
    public async Task Host_StopsInAHurry_WhatIsUnderWayIsGivenBack()
    {
        await StartAsync("await env.JOBS.send(1); return new Response('');", "console.log('begun'); await scheduler.wait(20000);");
        await CallAsync();
        await UntilLogged(1);

        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await _host.StopAsync(hurry.Token);

        StoredMessage message = Assert.Single(await _store.BrowseAsync("jobs", "", 10, default));
        Assert.Equal((0, false), (message.Attempts, message.IsInFlight));
    }

    [Fact]
    public async Task Queue_SecondConsumer_IsRefused_UntilTheFirstIsGone()
    {
        const string Code = "export default { queue() {} }";
        await _host.DeployAsync(Code, Consumer(Quick));
        await _host.DeployAsync(Code, Consumer(Quick));

        DeployResult second = await _host.TryDeployAsync(Code, Consumer(Quick), "g");
        Assert.Equal("The queue jobs is consumed by the function f; a queue has one consumer.", Assert.Single(second.Faults).Message);
        await _host.DeployAsync("export default { fetch() {} }");

        await _host.DeployAsync(Code, Consumer(Quick), "g");
    }

    [Fact]
    public async Task Deploy_FaultyConsumers_TellsAllFaults()
    {
        DeployResult result = await _host.TryDeployAsync(
            "export default { queue() {} }",
            FunctionConfig.Default with
            {
                Bindings = new Dictionary<string, FunctionBinding> { ["Q"] = FunctionBinding.Parse("""{ "type": "queue", "queue": "a b" }""") },
                Queues = new FunctionQueues { Consumers = [new QueueConsumer { MaxBatchSize = 101 }, new QueueConsumer { Queue = "a", DeadLetterQueue = "a", MaxRetries = -1 }] },
            });

        string[] expected =
        [
            "The binding Q: a queue binding names its queue as queue. \"a b\" is no name of a queue: it has 1 to 63 letters, digits, - and _.",
            "\"\" is no name of a queue: it has 1 to 63 letters, digits, - and _.",
            "maxBatchSize of the consumer of  is 101; it may be 1 to 100.",
            "The queue a is its own deadLetterQueue: what fails would come back for ever.",
            "maxRetries of the consumer of a is -1; it may be 0 to 100.",
        ];
        Assert.Equal(expected, result.Faults.Select(fault => fault.Message));
    }

    [Fact]
    public async Task Records_OfBatches_TellWhatTheyWere()
    {
        var sink = new RecordSink();
        await using EdgeHost host = NewHost(sink);
        await host.StartAsync();
        await host.DeployAsync("export default { queue() { throw new Error('no'); } }", Consumer(Quick with { MaxRetries = 0 }));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await _store.SendAsync("jobs", [new QueueSend(new QueueMessage("1", now, QueueContentType.Text, default), now)], default);

        await Until(() => Task.FromResult(sink.Records.Count > 0));

        InvocationRecord record = sink.Records[0];
        Assert.Equal(("f", "QUEUE", InvocationOutcome.Exception), (record.FunctionName, record.Method, record.Outcome));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static QueueConsumer Quick { get; } = new() { Queue = "jobs", MaxBatchSize = 1, MaxBatchTimeoutMs = 0 };

    private EdgeHost NewHost(RecordSink? sink = null) => new(
        options => options.Queues.PollInterval = TimeSpan.FromMilliseconds(200),
        services: services =>
        {
            services.AddSingleton<IQueueStore>(_store);
            if (sink is not null)
            {
                services.AddSingleton<IInvocationSink>(sink);
            }
        });

    private static FunctionConfig Producer(FunctionConfig? config = null) => (config ?? FunctionConfig.Default) with
    {
        Bindings = new Dictionary<string, FunctionBinding> { ["JOBS"] = FunctionBinding.Parse("""{ "type": "queue", "queue": "jobs" }""") },
    };

    private static FunctionConfig Consumer(QueueConsumer consumer, FunctionConfig? config = null) =>
        Producer(config) with { Queues = new FunctionQueues { Consumers = [consumer] } };

    private async Task StartAsync(string fetch, string queue, QueueConsumer? consumer = null, FunctionConfig? limits = null)
    {
        await _host.StartAsync();
        await _host.DeployAsync($"export default {{ async fetch(request, env) {{ {fetch} }}, async queue(batch, env, ctx) {{ {queue} }} }}", Consumer(consumer ?? Quick, limits));
    }

    private ValueTask<InvocationResult> CallAsync(string name = "f") => _host.Runtime.InvokeAsync(name, EdgeHost.Get());

    private async Task<QueueCounts> CountAsync(string queue) =>
        (await _store.CountAsync(DateTimeOffset.UtcNow, default)).SingleOrDefault(counts => counts.Queue == queue) ?? new QueueCounts(queue, 0, 0, 0);

    private Task UntilLogged(int lines) => Until(() => Task.FromResult(_host.Log.Entries.Count >= lines));

    private Task UntilEmpty() => Until(async () => (await _store.CountAsync(DateTimeOffset.UtcNow, default)).Count == 0);

    private async Task Until(Func<Task<bool>> condition)
    {
        for (DateTimeOffset end = DateTimeOffset.UtcNow + Patience; !await condition(); await Task.Delay(10))
        {
            Assert.True(DateTimeOffset.UtcNow < end, $"It did not come to that. Logged: {string.Join(" | ", _host.Log.Texts)}");
        }
    }
}
