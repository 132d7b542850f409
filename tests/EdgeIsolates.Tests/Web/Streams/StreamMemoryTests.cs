using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Web.Streams;

public sealed class StreamMemoryTests : IAsyncTest
{
    private static readonly FunctionConfig Small = FunctionConfig.Default with { MemoryLimitMb = 24, CpuMs = 20_000 };

    private readonly EdgeHost _host = new(options => options.Limits = options.Limits with { CpuPerRequest = TimeSpan.FromSeconds(20) });

    [Theory]
    [InlineData("new TransformStream({ transform(chunk, controller) { controller.enqueue(chunk); } })")]
    [InlineData("new IdentityTransformStream()")]
    [InlineData("new TransformStream({ async transform(chunk, controller) { controller.enqueue(await chunk); } })")]
    public async Task PipeThrough_MuchMoreThanTheBudget_Flows(string transform)
    {
        InvocationResult result = await _host.RunAsync(
            $$"""
            export default { async fetch() {
              let left = 1600, received = 0;
              const source = new ReadableStream({ pull(c) { if (left-- > 0) c.enqueue(new Uint8Array(65536)); else c.close(); } });
              for await (const chunk of source.pipeThrough({{transform}})) received += chunk.byteLength;
              return new Response(`${received}`);
            } };
            """,
            config: Small);

        Assert.Equal($"{1600 * 65536}", result.Text());
    }

    [Fact]
    public async Task PipeTo_NobodyReads_SourceStops()
    {
        InvocationResult result = await _host.RunAsync(
            """
            export default { async fetch() {
              let pulled = 0;
              const source = new ReadableStream({ pull(c) { pulled++; c.enqueue(new Uint8Array(65536)); } });
              source.pipeThrough(new TransformStream()).pipeThrough(new TransformStream());
              await new Promise((resolve) => setTimeout(resolve, 20));
              return new Response(`${pulled}`);
            } };
            """,
            config: Small);

        Assert.InRange(int.Parse(result.Text(), System.Globalization.CultureInfo.InvariantCulture), 1, 6);
    }

    [Fact]
    public async Task Stream_ThatNeverEnds_EndsWithTheCpuBudget()
    {
        InvocationResult result = await _host.RunAsync(
            """
            export default { async fetch() {
              const endless = new ReadableStream({ pull(c) { c.enqueue(1); } });
              await endless.pipeThrough(new TransformStream()).pipeTo(new WritableStream());
            } };
            """,
            config: Small with { CpuMs = 100 });

        Assert.Equal(InvocationOutcome.ExceededCpu, result.Outcome);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
