using System.Buffers;
using System.IO.Pipelines;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Fetch;

// Bytes that a script sends while it makes them: the body of an answer, or of a request by `fetch`.
//
// Back-pressure: the script gets its next turn when the pipe has taken the last chunk, and the pipe takes no more while the reader lags behind. What the pipe
// holds is on the isolate's account.
internal sealed class OutgoingBody : HostBody
{
    private const int PauseAbove = 256 * 1024;
    private const int BytesPerTurn = 1024 * 1024;

    private static readonly PipeOptions Options = new(
        pauseWriterThreshold: PauseAbove,
        resumeWriterThreshold: PauseAbove / 2,
        minimumSegmentSize: 64 * 1024,
        useSynchronizationContext: false);

    private readonly Pipe _pipe = new(Options);
    private long _bytesInTurn;

    public OutgoingBody(Invocation owner)
        : base(owner) => Isolate = owner.Isolate;

    /// <summary>The host's end.</summary>
    public PipeReader Reader => _pipe.Reader;

    public bool IsOpen { get; private set; } = true;

    /// <summary>Why it was broken off, if it was.</summary>
    public EdgeError? Failure { get; private set; }

    private TenantIsolate Isolate { get; }

    /// <summary>Takes a chunk.</summary>
    /// <returns>Whether somebody still wants more; done when there is room for it.</returns>
    /// <exception cref="V8OpException">The isolate's budget has no room for the chunk.</exception>
    public ValueTask<bool> WriteAsync(ReadOnlySpan<byte> chunk)
    {
        if (!Isolate.TryChargeMemory(chunk.Length))
        {
            throw BodyErrors.NoMemory;
        }

        _pipe.Writer.Write(chunk);
        ValueTask<FlushResult> flush = Owner.OutputGate is { IsCompletedSuccessfully: false } gate ? FlushAfterAsync(gate) : _pipe.Writer.FlushAsync();
        _bytesInTurn += chunk.Length;
        if (flush.IsCompletedSuccessfully && _bytesInTurn < BytesPerTurn)
        {
            Isolate.ChargeMemory(-chunk.Length);
            return new(!flush.Result.IsCompleted);
        }

        _bytesInTurn = 0;
        return Wait(flush, chunk.Length);
    }

    /// <summary>The end of the body.</summary>
    public void Close() => Close(null);

    /// <summary>The script failed: so does whoever reads.</summary>
    public void Fail(EdgeError error) => Close(new EdgeBodyException(error));

    public override void Drop() => Close(new EdgeBodyException(BodyLost));

    private static EdgeError BodyLost =>
        EdgeError.WithoutPlace("Error", "The body was broken off: its request ended before the script had sent all of it.");

    private async ValueTask<FlushResult> FlushAfterAsync(Task gate)
    {
        await gate;
        return await _pipe.Writer.FlushAsync();
    }

    private async ValueTask<bool> Wait(ValueTask<FlushResult> flush, long length)
    {
        // However fast the reader is, other requests of the isolate get their turn.
        if (flush.IsCompleted)
        {
            await Task.Yield();
        }

        FlushResult result = await flush;
        Isolate.ChargeMemory(-length);
        return !result.IsCompleted;
    }

    private void Close(EdgeBodyException? failure)
    {
        if (IsOpen)
        {
            IsOpen = false;
            Failure = failure?.Error;
            _pipe.Writer.Complete(failure);
            if (!Owner.IsEnded)
            {
                Isolate.Touch(Owner);
            }
        }
    }
}
