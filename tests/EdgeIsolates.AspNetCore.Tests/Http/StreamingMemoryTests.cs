using EdgeIsolates.AspNetCore.Tests.TestKit;

namespace EdgeIsolates.AspNetCore.Tests.Http;

/// <summary>What passes through is not kept. Alone in its process while it runs, because the process is what it measures.</summary>
[Collection(nameof(StreamingMemoryTests))]
[CollectionDefinition(nameof(StreamingMemoryTests), DisableParallelization = true)]
public sealed class StreamingMemoryTests
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>.NET's own heap is left out: client and server share it here, and when it is collected is the machine's affair.</summary>
    private static long Unmanaged => Environment.WorkingSet - GC.GetTotalMemory(forceFullCollection: false);

    [Theory]
    [InlineData("new Response(request.body)")]
    [InlineData("new Response(request.body.pipeThrough(new TransformStream()))")]
    [InlineData("new Response(request.body.pipeThrough(new TransformStream({ transform(chunk, c) { chunk[0] ^= 1; c.enqueue(chunk); } })))")]
    public async Task LongBody_ThroughTheFunction_GrowsTheProcessLittle(string answer)
    {
        const int Bytes = 192 * Megabyte;
        await using LiveApp app = await LiveApp.StartAsync(
            $"export default {{ fetch(request) {{ return {answer}; }} }}",
            options => options.Limits = options.Limits with { RequestBodyBytes = Bytes },
            http2: true);
        await PassAsync(app, Megabyte);
        long before = Unmanaged;

        long most = await PassAsync(app, Bytes);

        Assert.True(most - before < 64 * Megabyte, $"The process grew by {(most - before) / Megabyte} MB.");
    }

    /// <summary>Sends and reads so many bytes; gives the most that the process held meanwhile.</summary>
    private static async Task<long> PassAsync(LiveApp app, int bytes)
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
        long most = 0;
        int total = 0;
        for (int read; (read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false)) > 0; total += read)
        {
            most = Math.Max(most, Unmanaged);
        }

        Assert.Equal(bytes, total);
        return most;
    }
}
