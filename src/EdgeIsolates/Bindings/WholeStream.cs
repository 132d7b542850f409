using System.Buffers;
using System.IO.Pipelines;

namespace EdgeIsolates.Bindings;

/// <summary>Takes a stream of a script whole.</summary>
internal static class WholeStream
{
    private const int LeastBuffer = 4096;

    /// <summary>Reads to the end, and completes the reader in any case.</summary>
    /// <param name="reader">The stream.</param>
    /// <param name="mayHold">Asked before so many more bytes are held.</param>
    /// <param name="cancellationToken">The request has ended.</param>
    /// <returns>The bytes; <see langword="null"/> when they may not be held.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(PipeReader reader, Func<long, bool> mayHold, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = new ArrayBufferWriter<byte>(LeastBuffer);
            while (true)
            {
                ReadResult read = await reader.ReadAsync(cancellationToken);
                if (!mayHold(read.Buffer.Length))
                {
                    return null;
                }

                foreach (ReadOnlyMemory<byte> piece in read.Buffer)
                {
                    bytes.Write(piece.Span);
                }

                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return bytes.WrittenMemory;
                }
            }
        }
        catch (EdgeBodyException failure)
        {
            throw new BindingException("TypeError", $"The stream of the body failed: {failure.Error.Message}");
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }
}
