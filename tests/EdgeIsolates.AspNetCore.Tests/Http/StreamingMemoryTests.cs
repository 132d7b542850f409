using EdgeIsolates.AspNetCore.Tests.TestKit;

namespace EdgeIsolates.AspNetCore.Tests.Http;

/// <summary>What passes through is not kept. Alone in its process while it runs, because the process is what it measures.</summary>
[Collection(nameof(StreamingMemoryTests))]
[CollectionDefinition(nameof(StreamingMemoryTests), DisableParallelization = true)]
public sealed class StreamingMemoryTests
{
    private const int Megabyte = 1024 * 1024;

    private const int Bytes = 192 * Megabyte;

    [Theory]
    [InlineData("new Response(request.body)")]
    [InlineData("new Response(request.body.pipeThrough(new TransformStream()))")]
    [InlineData("new Response(request.body.pipeThrough(new TransformStream({ transform(chunk, c) { chunk[0] ^= 1; c.enqueue(chunk); } })))")]
    public async Task LongBody_ThroughTheFunction_GrowsTheProcessLittle(string answer)
    {
        await using LiveApp app = await LiveApp.StartAsync(
            $"export default {{ fetch(request) {{ return {answer}; }} }}",
            options => options.Limits = options.Limits with { RequestBodyBytes = Bytes },
            http2: true);
        await PassAsync(app, Megabyte);
        long before = Unmanaged();

        await PassAsync(app, Bytes);

        long kept = Unmanaged() - before;
        Assert.True(kept < 64 * Megabyte, $"The process kept {kept / Megabyte} MB.");
    }

    /// <summary>What the process holds beside .NET's own heap, which client and server share here and which is emptied first.</summary>
    private static long Unmanaged()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet - GC.GetTotalMemory(forceFullCollection: false);
    }

    /// <summary>Sends and reads so many bytes.</summary>
    private static async Task PassAsync(LiveApp app, int bytes)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/")
        {
            Content = new GeneratedContent(bytes),
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using HttpResponseMessage response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using Stream stream = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[Megabyte];
        int total = 0;
        for (int read; (read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
        {
            total += read;
        }

        Assert.Equal(bytes, total);
    }
}
