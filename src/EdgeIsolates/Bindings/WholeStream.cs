using System.Buffers;
using System.IO.Pipelines;

namespace EdgeIsolates.Bindings;

/// <summary>Takes a stream of a script whole, up to a limit.</summary>
internal static class WholeStream
{
    /// <summary>Reads to the end, and completes the reader in any case.</summary>
    /// <param name="reader">The stream.</param>
    /// <param name="length">What the stream says it has, if it does.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="refuse">Throws what the script is told; gets the length that is over the limit, which is only what came until then when the stream did not say more.</param>
    /// <param name="cancellationToken">The request has ended.</param>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(PipeReader reader, long? length, long limit, Action<long> refuse, CancellationToken cancellationToken)
    {
        try
        {
            if (length > limit)
            {
                refuse(length.Value);
            }

            var bytes = new ArrayBufferWriter<byte>((int)Math.Max(length ?? 0, 1));
            while (true)
            {
                ReadResult read = await reader.ReadAsync(cancellationToken);
                if (bytes.WrittenCount + read.Buffer.Length > limit)
                {
                    refuse(bytes.WrittenCount + read.Buffer.Length);
                }

                bytes.Write(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return bytes.WrittenMemory;
                }
            }
        }
        catch (EdgeBodyException failure)
        {
            throw new BindingException("TypeError", $"The stream of the value failed: {failure.Error.Message}");
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static void Write(this ArrayBufferWriter<byte> bytes, in ReadOnlySequence<byte> added)
    {
        foreach (ReadOnlyMemory<byte> piece in added)
        {
            bytes.Write(piece.Span);
        }
    }
}
