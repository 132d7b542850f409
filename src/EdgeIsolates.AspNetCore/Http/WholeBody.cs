using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Reads a request's body whole. Copied as it comes, because what is left unread grows the server's own buffers, which stay large.</summary>
internal static class WholeBody
{
    private const int LargestFirstBuffer = 1024 * 1024;

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
