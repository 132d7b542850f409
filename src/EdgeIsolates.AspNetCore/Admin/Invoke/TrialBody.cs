using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Unicode;

namespace EdgeIsolates.AspNetCore;

/// <summary>The beginning of a function's answer, for people: read until it ends, is long enough, or keeps them waiting.</summary>
internal sealed record TrialBody(byte[] Bytes, bool IsCutOff, EdgeError? Error)
{
    private const int MostBytes = 256 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The text, when the bytes are UTF-8; of one that was cut off, up to its last whole character.</summary>
    public string? Text
    {
        get
        {
            ReadOnlySpan<byte> whole = IsCutOff ? Bytes.AsSpan(0, EndOfLastCharacter(Bytes)) : Bytes;
            return Utf8.IsValid(whole) ? Encoding.UTF8.GetString(whole) : null;
        }
    }

    public static async ValueTask<TrialBody> ReadAsync(EdgeResponse? answer, TimeProvider time, CancellationToken cancellationToken)
    {
        if (answer?.BodyReader is not { } reader)
        {
            ReadOnlyMemory<byte> body = answer?.Body ?? default;
            return new TrialBody(body[..Math.Min(body.Length, MostBytes)].ToArray(), body.Length > MostBytes, null);
        }

        using CancellationTokenSource patience = new(Patience, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await ReadAsync(reader, ending.Token);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static async ValueTask<TrialBody> ReadAsync(PipeReader reader, CancellationToken ending)
    {
        ArrayBufferWriter<byte> read = new();
        try
        {
            while (read.WrittenCount < MostBytes)
            {
                ReadResult part = await reader.ReadAsync(ending);
                foreach (ReadOnlyMemory<byte> piece in part.Buffer)
                {
                    read.Write(piece.Span[..Math.Min(piece.Length, MostBytes - read.WrittenCount)]);
                }

                bool isWhole = part.IsCompleted && part.Buffer.Length <= MostBytes;
                reader.AdvanceTo(part.Buffer.End);
                if (isWhole)
                {
                    return new TrialBody(read.WrittenSpan.ToArray(), IsCutOff: false, null);
                }
            }
        }
        catch (EdgeBodyException failure)
        {
            return new TrialBody(read.WrittenSpan.ToArray(), IsCutOff: true, failure.Error);
        }
        catch (OperationCanceledException)
        {
            // Long enough.
        }

        return new TrialBody(read.WrittenSpan.ToArray(), IsCutOff: true, null);
    }

    private static int EndOfLastCharacter(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.Length;
        while (end > 0 && bytes.Length - end < 4 && !Utf8.IsValid(bytes[..end]))
        {
            end--;
        }

        return end;
    }
}
