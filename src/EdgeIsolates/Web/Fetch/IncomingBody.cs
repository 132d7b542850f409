using System.Buffers;
using System.IO.Pipelines;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Fetch;

// Bytes that come from outside: a request's body, or that of an answer to `fetch`.
//
// The script pulls. Each pull is one read of the pipe and takes what is there, up to a chunk; as nobody reads ahead, what the script does not ask for stays with
// the sender. A body that no script has looked at can be taken whole: gathered here (text(), json()…), or handed on as it is (Detach), never
// touching JavaScript.
internal sealed class IncomingBody(Invocation owner, PipeReader reader, long? length) : HostBody(owner)
{
    private const int LargestChunk = 64 * 1024;
    private const int ReadsPerTurn = 16;

    private ReadResult _read;
    private volatile bool _isDropped;
    private int _readsInTurn;
    private Task? _reading;

    /// <summary>How many bytes will come, when that is known.</summary>
    public long? Length { get; } = length;

    /// <summary>Waits for bytes; then <see cref="TakeChunk"/> has them.</summary>
    /// <exception cref="V8OpException">They cannot be read.</exception>
    public Task<IncomingBody> FillAsync()
    {
        Task<IncomingBody> fill = FillCoreAsync();
        _reading = fill;
        return fill;
    }

    /// <summary>The next bytes as a value of the script, <c>null</c> at the end; inside the isolate.</summary>
    public V8Value TakeChunk(in V8Scope scope)
    {
        ReadOnlySequence<byte> bytes = _read.Buffer;
        if (bytes.IsEmpty || _isDropped)
        {
            Owner.Isolate.Bodies.Remove(Id);
            Drop();
            return scope.Null;
        }

        bytes = bytes.Slice(0, Math.Min(bytes.Length, LargestChunk));
        V8Value chunk = ToValue(in scope, bytes);
        reader.AdvanceTo(bytes.End);
        return chunk.Exists ? chunk : throw BodyErrors.NoMemory;
    }

    /// <summary>Reads all that is left. <paramref name="charge"/> takes memory from the isolate's budget, or refuses.</summary>
    /// <exception cref="V8OpException">They cannot be read, or are too many.</exception>
    public Task<ReadOnlyMemory<byte>> GatherAsync(Func<long, bool> charge)
    {
        Task<ReadOnlyMemory<byte>> gather = GatherCoreAsync(charge);
        _reading = gather;
        return gather;
    }

    /// <summary>Gives the bytes away; the taker completes the reader.</summary>
    public PipeReader Detach() => reader;

    public override void Drop()
    {
        if (_isDropped)
        {
            return;
        }

        _isDropped = true;
        if (_reading is null or { IsCompleted: true })
        {
            reader.Complete();
            return;
        }

        reader.CancelPendingRead();
        _reading.GetAwaiter().UnsafeOnCompleted(() => reader.Complete());
    }

    private async Task<IncomingBody> FillCoreAsync()
    {
        try
        {
            // However fast the sender is, other requests of the isolate get their turn.
            if (++_readsInTurn == ReadsPerTurn)
            {
                _readsInTurn = 0;
                await Task.Yield();
            }

            _read = await reader.ReadAsync();
            while (_read.Buffer.IsEmpty && !_read.IsCompleted && !_isDropped)
            {
                reader.AdvanceTo(_read.Buffer.End);
                _read = await reader.ReadAsync();
            }

            return this;
        }
        catch (Exception failure) when (BodyErrors.IsExpected(failure))
        {
            throw BodyErrors.Explain(failure);
        }
    }

    private async Task<ReadOnlyMemory<byte>> GatherCoreAsync(Func<long, bool> charge)
    {
        var bytes = new ArrayBufferWriter<byte>((int)Math.Clamp(Length ?? 0, 256, 1024 * 1024));
        try
        {
            ReadResult read;
            do
            {
                read = await reader.ReadAsync();
                if (read.IsCanceled || !charge(read.Buffer.Length))
                {
                    throw BodyErrors.NoMemory;
                }

                foreach (ReadOnlyMemory<byte> part in read.Buffer)
                {
                    bytes.Write(part.Span);
                }

                reader.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted);
            return bytes.WrittenMemory;
        }
        catch (Exception failure) when (BodyErrors.IsExpected(failure))
        {
            throw BodyErrors.Explain(failure);
        }
        finally
        {
            charge(-bytes.WrittenCount);
        }
    }

    private static V8Value ToValue(in V8Scope scope, ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            return scope.Bytes(bytes.FirstSpan);
        }

        byte[] joined = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        bytes.CopyTo(joined);
        V8Value value = scope.Bytes(joined.AsSpan(0, (int)bytes.Length));
        ArrayPool<byte>.Shared.Return(joined);
        return value;
    }
}
