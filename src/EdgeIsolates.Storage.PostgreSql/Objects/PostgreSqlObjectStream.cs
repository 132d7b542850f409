namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>So many bytes of a version. Asks for a chunk when the one before is read, and holds no connection in between.</summary>
internal sealed class PostgreSqlObjectStream(PostgreSqlChunks chunks, string version, long offset, long length) : Stream
{
    private readonly long _end = offset + length;
    private long _at = offset;
    private ReadOnlyMemory<byte> _chunk;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _end || buffer.IsEmpty)
        {
            return 0;
        }

        if (_chunk.IsEmpty)
        {
            _chunk = await chunks.ReadAsync(version, _at, cancellationToken);
        }

        int taken = (int)Math.Min(Math.Min(buffer.Length, _chunk.Length), _end - _at);
        _chunk[..taken].CopyTo(buffer);
        _chunk = _chunk[taken..];
        _at += taken;
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
