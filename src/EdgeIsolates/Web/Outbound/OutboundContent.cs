using System.IO.Pipelines;
using System.Net;

namespace EdgeIsolates.Web.Outbound;

/// <summary>A request's body that is sent while it comes.</summary>
internal sealed class OutboundContent(PipeReader reader, long? length) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            ReadResult read;
            do
            {
                read = await reader.ReadAsync(cancellationToken);
                foreach (ReadOnlyMemory<byte> part in read.Buffer)
                {
                    await stream.WriteAsync(part, cancellationToken);
                }

                reader.AdvanceTo(read.Buffer.End);
                await stream.FlushAsync(cancellationToken);
            }
            while (!read.IsCompleted && !read.IsCanceled);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length ?? 0;
        return length is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.CancelPendingRead();
        }

        base.Dispose(disposing);
    }
}
