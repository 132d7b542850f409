using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// Reads a request's body whole, before any isolate is taken: a slow client keeps a buffer, never an isolate. Copied as it comes, because what is left unread
/// grows the server's own buffers, which stay large.
/// </summary>
internal static class RequestBody
{
    private const int LargestFirstBuffer = 1024 * 1024;

    public static bool Has(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? context.Request.ContentLength > 0;

    /// <returns>The bytes, or <see langword="null"/> when there are more than <paramref name="limit"/>.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context, long limit)
    {
        HttpRequest request = context.Request;
        if (request.ContentLength > limit)
        {
            return null;
        }

        // A declared length is trusted only as far as a first guess goes.
        ArrayBufferWriter<byte> body = new((int)Math.Clamp(request.ContentLength ?? 0, 256, LargestFirstBuffer));
        while (true)
        {
            ReadResult read = await request.BodyReader.ReadAsync(context.RequestAborted);
            bool fits = body.WrittenCount + read.Buffer.Length <= limit;
            if (fits)
            {
                foreach (ReadOnlyMemory<byte> part in read.Buffer)
                {
                    body.Write(part.Span);
                }
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (!fits)
            {
                return null;
            }

            if (read.IsCompleted)
            {
                return body.WrittenMemory;
            }
        }
    }
}
