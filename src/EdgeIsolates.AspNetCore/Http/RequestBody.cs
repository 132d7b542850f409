using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// The body of a request. A small one is read whole before any isolate is taken. A larger one is passed on through a pipe of our own: the server's memory must not be
/// looked at once the request is over, and who reads the pipe may be late to notice. The pipe takes little ahead of its reader, so that the client is held back.
/// </summary>
internal sealed class RequestBody : IAsyncDisposable
{
    private const int LargestWhole = 64 * 1024;

    private static readonly PipeOptions Options = new(
        pauseWriterThreshold: LargestWhole,
        resumeWriterThreshold: LargestWhole / 2,
        minimumSegmentSize: 64 * 1024,
        useSynchronizationContext: false);

    private readonly PipeReader? _source;
    private readonly Pipe? _pipe;
    private readonly long _limit;
    private Task _copying = Task.CompletedTask;
    private volatile bool _isTooLarge;
    private volatile bool _isOver;

    private RequestBody(ReadOnlyMemory<byte> bytes, bool exists)
    {
        Bytes = bytes;
        Exists = exists;
    }

    private RequestBody(PipeReader source, long limit)
    {
        _source = source;
        _limit = limit;
        _pipe = new Pipe(Options);
        Exists = true;
    }

    public bool Exists { get; }

    /// <summary>The whole body, unless there is a <see cref="Reader"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The body when it is not read yet.</summary>
    public PipeReader? Reader => _pipe?.Reader;

    /// <summary>Whether it turned out to be larger than a function gets.</summary>
    public bool IsTooLarge => _isTooLarge;

    public static async ValueTask<RequestBody> OpenAsync(HttpContext context, long limit)
    {
        if (!Has(context) || UpgradeRequest.IsWebSocket(context))
        {
            return new RequestBody(default, exists: false);
        }

        long? length = context.Request.ContentLength;
        if (length > limit)
        {
            return new RequestBody(default, exists: true) { _isTooLarge = true };
        }

        AllowServer(context, limit);
        if (length <= LargestWhole)
        {
            return new RequestBody(await WholeBody.ReadAsync(context, LargestWhole) ?? default, exists: true);
        }

        var body = new RequestBody(context.Request.BodyReader, limit);
        body._copying = body.CopyAsync();
        return body;
    }

    /// <summary>The request is over: who still reads is told.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_pipe is not null)
        {
            _isOver = true;
            _source!.CancelPendingRead();
            _pipe.Writer.CancelPendingFlush();
            await _copying;
        }
    }

    private static bool Has(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? context.Request.ContentLength > 0;

    /// <summary>The server has a limit of its own, which is the host's; ours is the more precise word.</summary>
    private static void AllowServer(HttpContext context, long limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature && feature.MaxRequestBodySize < limit)
        {
            feature.MaxRequestBodySize = limit;
        }
    }

    private async Task CopyAsync()
    {
        IOException? failure = null;
        try
        {
            await CopyAsync(_source!, _pipe!.Writer);
        }
        catch (IOException exception)
        {
            failure = exception;
        }
        catch (OperationCanceledException)
        {
            failure = new IOException("The client has gone.");
        }

        await _pipe!.Writer.CompleteAsync(failure);
    }

    private async Task CopyAsync(PipeReader source, PipeWriter target)
    {
        long total = 0;
        while (true)
        {
            ReadResult read = await source.ReadAsync();
            total += read.Buffer.Length;
            if (total <= _limit)
            {
                foreach (ReadOnlyMemory<byte> part in read.Buffer)
                {
                    target.Write(part.Span);
                }
            }

            source.AdvanceTo(read.Buffer.End);
            if (total > _limit)
            {
                _isTooLarge = true;
                throw new IOException($"The request body is larger than {_limit} bytes, the most that a function gets.");
            }

            FlushResult flushed = await target.FlushAsync();
            if (read.IsCompleted || flushed.IsCompleted)
            {
                return;
            }

            if (_isOver)
            {
                throw new IOException("The request has been answered, and the rest of its body went with it.");
            }
        }
    }
}
