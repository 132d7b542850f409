using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>Answers what functions fetch, without a network.</summary>
public sealed class FakeOutbound(Func<OutboundRequest, CancellationToken, Task<EdgeResponse>> answer) : IOutboundHandler
{
    public FakeOutbound(Func<OutboundRequest, EdgeResponse> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public ConcurrentQueue<OutboundRequest> Requests { get; } = new();

    public static EdgeResponse Text(string text, int status = 200, params KeyValuePair<string, string>[] headers) =>
        new() { Status = status, Headers = headers, Body = Encoding.UTF8.GetBytes(text) };

    public static async Task<string> TextOf(OutboundRequest request)
    {
        if (request.BodyReader is not { } reader)
        {
            return Encoding.UTF8.GetString(request.Body.Span);
        }

        using var bytes = new MemoryStream();
        await reader.CopyToAsync(bytes);
        await reader.CompleteAsync();
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public Task<EdgeResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return answer(request, cancellationToken);
    }
}
