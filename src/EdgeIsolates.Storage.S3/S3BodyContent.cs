using System.Net;

namespace EdgeIsolates.Storage.S3;

/// <summary>
/// A body on its way to the endpoint. Its last piece is held back until the body has proven to be what was said; when it is not, the request breaks off, and
/// the endpoint stores nothing.
/// </summary>
internal sealed class S3BodyContent(ObjectBody body, long length) : HttpContent
{
    /// <summary>Why the body could not be read, or was not what was said.</summary>
    public Exception? Failure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] held = [];
        await using IAsyncEnumerator<ReadOnlyMemory<byte>> pieces = body.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(pieces))
        {
            await stream.WriteAsync(held, cancellationToken);
            held = pieces.Current.ToArray();
        }

        await stream.WriteAsync(held, cancellationToken);
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> pieces)
    {
        try
        {
            return await pieces.MoveNextAsync();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Failure = error;
            throw;
        }
    }
}
