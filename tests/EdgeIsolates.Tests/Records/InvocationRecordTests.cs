using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace EdgeIsolates.Tests.Records;

public sealed class InvocationRecordTests : IAsyncTest
{
    private readonly RecordSink _sink = new(wantsLogs: true);
    private readonly FakeOutbound _outbound = new(_ => FakeOutbound.Text("out"));
    private readonly EdgeHost _host;

    public InvocationRecordTests() => _host = new EdgeHost(
        options =>
        {
            options.Region = "test";
            options.Limits = options.Limits with { RequestBodyBytes = 100 };
        },
        services: services => services.AddSingleton<IInvocationSink>(_sink).AddSingleton<IOutboundHandler>(_outbound));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Record_Answer_TellsEverything()
    {
        await _host.DeployAsync(
            """
            export default { async fetch(request) {
              console.log('one'); console.error('two');
              await fetch('https://example.com/a'); await fetch('https://example.com/b');
              return new Response('x', { status: 201 });
            } }
            """);

        InvocationResult result = await _host.Runtime.InvokeAsync("f", EdgeHost.Get("/path?secret=1") with { Method = "POST" });

        InvocationRecord record = Assert.Single(await _sink.WaitAsync());
        Assert.Equal(result.RequestId, record.RequestId);
        Assert.Equal(("f", result.FunctionVersion, "test"), (record.FunctionName, record.FunctionVersion, record.Region));
        Assert.Equal(("POST", "https://example.com/path"), (record.Method, record.Url));
        Assert.Equal((InvocationOutcome.Ok, 201, 2), (record.Outcome, record.Status, record.Subrequests));
        Assert.Equal([(FunctionLogLevel.Log, "one"), (FunctionLogLevel.Error, "two")], record.Logs.Select(line => (line.Level, line.Text)));
        Assert.Equal(result.WallTime, record.WallTime);
        Assert.Equal(result.IsolateId, record.IsolateId);
        Assert.NotNull(record.ColdStart);
        Assert.True(record.WallTime >= record.ColdStart.Value.Ready, "The wait for the isolate is in the wall time.");
        Assert.True(record.CpuTime >= result.CpuTime);
        Assert.True(record.MemoryUsedBytes > 0);
        Assert.Null(record.Error);
    }

    [Fact]
    public async Task Record_Exception_HasTheError()
    {
        await _host.RunAsync("export default { fetch() { null.x } }");

        InvocationRecord record = Assert.Single(await _sink.WaitAsync());
        Assert.Equal((InvocationOutcome.Exception, 0), (record.Outcome, record.Status));
        Assert.Equal(("TypeError", 1), (record.Error!.Name, record.Error.Line));
    }

    [Fact]
    public async Task Record_WaitUntil_ComesWhenAllIsOver()
    {
        await _host.DeployAsync(
            """
            let open;
            export default { async fetch(request, env, ctx) {
              if (request.url.endsWith('/open')) { open(); return new Response('opened'); }
              ctx.waitUntil(new Promise((resolve) => { open = resolve; }).then(() => console.log('late')));
              await 0;
              setTimeout(() => {}, 100000);
              return new Response('x');
            } }
            """);

        InvocationResult first = await _host.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.Empty(_sink.Records);
        await _host.Runtime.InvokeAsync("f", EdgeHost.Get("/open"));

        IReadOnlyList<InvocationRecord> records = await _sink.WaitAsync(2);
        InvocationRecord record = records.Single(record => record.RequestId == first.RequestId);
        Assert.Equal(InvocationOutcome.Ok, record.Outcome);
        Assert.Equal("late", Assert.Single(record.Logs).Text);
    }

    [Fact]
    public async Task Record_BodyThatBreaksOff_IsAnException()
    {
        InvocationResult result = await _host.RunAsync(
            """
            export default { fetch() {
              let turns = 0;
              return new Response(new ReadableStream({ async pull(c) {
                if (turns++) { await 0; throw new RangeError('broken'); }
                c.enqueue(new Uint8Array(10));
              } }));
            } }
            """);
        Assert.Equal(InvocationOutcome.Ok, result.Outcome);
        await Assert.ThrowsAsync<EdgeBodyException>(async () => await result.Response!.BodyReader!.CopyToAsync(Stream.Null));
        await result.Response!.BodyReader!.CompleteAsync();

        InvocationRecord record = Assert.Single(await _sink.WaitAsync());
        Assert.Equal((InvocationOutcome.Exception, 200, "broken"), (record.Outcome, record.Status, record.Error?.Message));
    }

    [Fact]
    public async Task Record_CallerThatGoesWhileTheBodyIsSent_IsCanceled()
    {
        using var gone = new CancellationTokenSource();
        await _host.DeployAsync("export default { fetch() { return new Response(new ReadableStream({ pull() { return new Promise(r => setTimeout(r, 50000)); } })); } }");
        InvocationResult result = await _host.Runtime.InvokeAsync("f", EdgeHost.Get(), gone.Token);

        await gone.CancelAsync();
        await result.Response!.BodyReader!.CompleteAsync();

        Assert.Equal(InvocationOutcome.Canceled, Assert.Single(await _sink.WaitAsync()).Outcome);
    }

    [Fact]
    public async Task Record_CpuLimitInWaitUntil_LeavesTheOutcomeAndTellsTheError()
    {
        InvocationResult result = await _host.RunAsync(
            "export default { fetch(r, e, ctx) { ctx.waitUntil(new Promise(r => setTimeout(r, 1)).then(() => { for (;;); })); return new Response('x'); } }",
            config: FunctionConfig.Default with { CpuMs = 50 });
        Assert.Equal(InvocationOutcome.Ok, result.Outcome);

        InvocationRecord record = Assert.Single(await _sink.WaitAsync());
        Assert.Equal((InvocationOutcome.Ok, 200, "CpuLimitError"), (record.Outcome, record.Status, record.Error?.Name));
        Assert.True(record.CpuTime >= TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Record_RequestsThatMeetNoIsolate_AreRecordedToo()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await _host.DeployAsync("export default { fetch() { return new Response('x'); } }");
        await _host.DeployAsync("export default { fetch() { return new Response('x'); } }", name: "off");
        await _host.Functions.DisableAsync("off");

        await _host.Runtime.InvokeAsync("none", EdgeHost.Get());
        await _host.Runtime.InvokeAsync("off", EdgeHost.Get());
        await _host.Runtime.InvokeAsync("f", EdgeHost.Get() with { HasBody = true, Body = new byte[101] });
        await _host.Runtime.InvokeAsync("f", EdgeHost.Get(), gone.Token);

        IReadOnlyList<InvocationRecord> records = await _sink.WaitAsync(4);
        Assert.Equal(
            [InvocationOutcome.NotFound, InvocationOutcome.Disabled, InvocationOutcome.ExceededMemory, InvocationOutcome.Canceled],
            records.Select(record => record.Outcome));
        Assert.All(records, record => Assert.NotNull(record.Error));
        Assert.Equal(4, records.Select(record => record.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task Record_ColdStartThatFails_IsRecorded()
    {
        var broken = new EdgeFunction { Name = "broken", Version = "1-x", Modules = [EdgeModule.JavaScript("index.js", "throw new Error('start')")] };

        await _host.Runtime.InvokeAsync(broken, EdgeHost.Get());

        InvocationRecord record = Assert.Single(await _sink.WaitAsync());
        Assert.Equal((InvocationOutcome.Exception, "broken", "1-x"), (record.Outcome, record.FunctionName, record.FunctionVersion));
        Assert.True(record.WallTime > TimeSpan.Zero);
    }

    [Fact]
    public async Task Logs_NobodyWantsThem_AreNotCollected()
    {
        _sink.WantsLogs = false;

        await _host.RunAsync("export default { fetch() { console.log('x'); return new Response('x'); } }");

        Assert.Empty(Assert.Single(await _sink.WaitAsync()).Logs);
        Assert.Equal(["x"], _host.Log.Texts);
    }

    [Fact]
    public async Task Write_SinkThatThrows_HurtsNobody()
    {
        var broken = Substitute.For<IInvocationSink>();
        broken.WantsLogs.Returns(_ => throw new InvalidOperationException());
        broken.When(sink => sink.Write(Arg.Any<InvocationRecord>())).Do(_ => throw new InvalidOperationException());
        var sink = new RecordSink();
        await using var host = new EdgeHost(services: services => services.AddSingleton(broken).AddSingleton<IInvocationSink>(sink));

        InvocationResult result = await host.RunAsync("export default { fetch() { return new Response('x'); } }");

        Assert.Equal(InvocationOutcome.Ok, result.Outcome);
        await sink.WaitAsync();
        broken.Received(1).Write(Arg.Any<InvocationRecord>());
    }

    [Fact]
    public async Task LiveTail_WhileSomebodyListens_HasTheLines()
    {
        _sink.WantsLogs = false;
        await _host.DeployAsync("export default { fetch() { console.warn('seen'); return new Response('x'); } }");
        await using IAsyncEnumerator<TailedInvocation> listener = _host.LiveTail.ListenAsync("f").GetAsyncEnumerator();
        ValueTask<bool> next = listener.MoveNextAsync();

        await _host.Runtime.InvokeAsync("f", EdgeHost.Get());

        Assert.True(await next);
        Assert.Equal("seen", Assert.Single(listener.Current.Record.Logs).Text);
    }

    [Fact]
    public async Task Span_WithAListener_IsTheParentOfWhatTheFunctionCalls()
    {
        List<Activity> spans = [];
        Activity? atFetch = null;
        await using var host = new EdgeHost(services: services => services.AddSingleton<IInvocationSink>(_sink).AddSingleton<IOutboundHandler>(
            new FakeOutbound(_ =>
            {
                atFetch = Activity.Current;
                return FakeOutbound.Text("out");
            })));
        await host.DeployAsync("export default { async fetch() { await fetch('https://example.com/'); throw new TypeError('no'); } }", name: "spanned");
        using var caller = new Activity("caller").Start();
        using (var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EdgeIsolatesTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == caller.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = spans.Add,
        })
        {
            ActivitySource.AddActivityListener(listener);
            await host.Runtime.InvokeAsync("spanned", EdgeHost.Get("/a?b"));
        }

        Activity span = Assert.Single(spans);
        Assert.Same(span, atFetch);
        Assert.Equal(caller.SpanId, span.ParentSpanId);
        Assert.Equal("spanned", span.DisplayName);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("/a", span.GetTagItem("url.path"));
        Assert.Equal("exception", span.GetTagItem("edge_isolates.outcome"));
        Assert.Equal("TypeError", span.GetTagItem("error.type"));
        Assert.Equal(true, span.GetTagItem("faas.coldstart"));
        Assert.Equal(caller.TraceId.ToHexString(), Assert.Single(await _sink.WaitAsync()).TraceId);
        Assert.Same(caller, Activity.Current);
    }
}
