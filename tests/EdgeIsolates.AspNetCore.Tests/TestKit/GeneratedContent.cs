using System.Net;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A body of so many bytes, made while it is sent; the n-th byte is n modulo 251.</summary>
internal sealed class GeneratedContent(long length) : HttpContent
{
    private const int ChunkBytes = 251 * 256;

    private static readonly byte[] Chunk = [.. Enumerable.Range(0, ChunkBytes).Select(i => (byte)(i % 251))];

    private long _sent;

    public long Sent => Volatile.Read(ref _sent);

    public static bool IsAt(long position, ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != (byte)((position + i) % 251))
            {
                return false;
            }
        }

        return true;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        for (long left = length; left > 0;)
        {
            int count = (int)Math.Min(left, ChunkBytes);
            await stream.WriteAsync(Chunk.AsMemory(0, count));
            left -= count;
            Interlocked.Add(ref _sent, count);
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
