using System.IO.Compression;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Web.Compression;

public sealed class CompressionLimitsTests : IAsyncTest
{
    private const int BombBytes = 64 << 20;

    private static readonly FunctionConfig Small = FunctionConfig.Default with { MemoryLimitMb = 40, CpuMs = 20_000 };

    private readonly EdgeHost _host = new(options => options.Limits = options.Limits with { CpuPerRequest = TimeSpan.FromSeconds(20) });

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("brotli")]
    public async Task Decompress_Bomb_ReadPieceByPiece_StaysSmall(string format)
    {
        InvocationResult result = await _host.RunAsync(
            $$"""
            export default { async fetch(request) {
              const stream = new DecompressionStream('{{format}}'), writer = stream.writable.getWriter();
              writer.write(await request.bytes());
              writer.close();
              let length = 0;
              for await (const piece of stream.readable) length += piece.byteLength;
              return new Response(`${length}`);
            } };
            """,
            Post(Bomb(format)),
            Small);

        Assert.Equal($"{BombBytes}", result.Text());
    }

    [Fact]
    public async Task Decompress_BombHeldWhole_OnlyTheFunctionFails()
    {
        EdgeFunction function = await _host.DeployAsync(
            """
            export default { async fetch(request) {
              if (request.method === 'GET') return new Response('fine');
              const stream = new DecompressionStream('gzip'), writer = stream.writable.getWriter(), all = [];
              writer.write(await request.bytes()).catch(() => {});
              for await (const piece of stream.readable) all.push(piece);
              return new Response('held');
            } };
            """,
            Small);

        InvocationResult result = await _host.Runtime.InvokeAsync(function, Post(Bomb("gzip")));

        Assert.NotEqual(InvocationOutcome.Ok, result.Outcome);
        Assert.Equal("fine", (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task Decompress_BombOverTheCpuBudget_Ends()
    {
        InvocationResult result = await _host.RunAsync(
            """
            export default { async fetch(request) {
              const bomb = await request.bytes();
              for (;;) {
                const stream = new DecompressionStream('gzip'), writer = stream.writable.getWriter();
                writer.write(bomb);
                writer.close();
                for await (const piece of stream.readable) { }
              }
            } };
            """,
            Post(Bomb("gzip")),
            Small with { CpuMs = 100 });

        Assert.Equal(InvocationOutcome.ExceededCpu, result.Outcome);
    }

    [Fact]
    public async Task Compress_MoreStreamsThanTheBudgetHolds_RefusesAndGivesBack()
    {
        EdgeFunction function = await _host.DeployAsync(
            """
            export default { async fetch() {
              for (let count = 0; ; count++) {
                try {
                  const { readable, writable } = new CompressionStream('gzip');
                  readable.getReader().read().catch(() => {});
                  await writable.getWriter().write(new Uint8Array(1));
                } catch (error) {
                  return new Response(`${error.name}: ${error.message} ${count > 20}`);
                }
              }
            } };
            """,
            Small);

        const string refused = "RangeError: There is no memory left for the compression. true";
        Assert.Equal(refused, (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).Text());
        Assert.Equal(refused, (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task Compress_StreamOfAnEarlierRequest_SaysThatItIsOver()
    {
        EdgeFunction function = await _host.DeployAsync(
            """
            let kept = null;
            export default { async fetch() {
              if (kept === null) {
                const stream = new CompressionStream('gzip');
                stream.readable.pipeTo(new WritableStream()).catch(() => {});
                kept = stream.writable.getWriter();
                await kept.write(new Uint8Array(1));
                return new Response('begun');
              }
              try { await kept.write(new Uint8Array(1)); } catch (error) { return new Response(error.message); }
            } };
            """);

        Assert.Equal("begun", (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).Text());
        Assert.Contains("the request that began it has ended", (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).Text());
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static EdgeRequest Post(byte[] body) => new() { Method = "POST", Url = "https://example.com/", Body = body, HasBody = true };

    private static byte[] Bomb(string format)
    {
        using var packed = new MemoryStream();
        using (Stream stream = format switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.SmallestSize),
            "deflate" => new ZLibStream(packed, CompressionLevel.SmallestSize),
            _ => new BrotliStream(packed, CompressionLevel.Fastest),
        })
        {
            stream.Write(new byte[BombBytes]);
        }

        return packed.ToArray();
    }
}
