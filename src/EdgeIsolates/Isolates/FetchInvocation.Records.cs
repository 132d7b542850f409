using EdgeIsolates.Records;

namespace EdgeIsolates.Isolates;

// The record is written when both lives of a request are over (FetchInvocation.cs), by whoever ends the second one.
internal sealed partial class FetchInvocation
{
    private LateFailure? _late;
    private int _livesOver;

    /// <summary>Notes what went wrong after the answer: while its body went out, or by a limit in <c>waitUntil</c>.</summary>
    private void NoteLate(InvocationOutcome outcome, EdgeError error)
    {
        bool isSending = _sending is { IsOpen: true } || _isConnectionRecorded;
        if (isSending || outcome is InvocationOutcome.ExceededCpu or InvocationOutcome.ExceededMemory)
        {
            Interlocked.CompareExchange(ref _late, new LateFailure(isSending ? outcome : InvocationOutcome.Ok, error), null);
        }
    }

    private void EndLife()
    {
        if (Interlocked.Increment(ref _livesOver) == 2 && Isolate.Records.AreWanted)
        {
            Isolate.Records.Write(_isConnectionRecorded ? MessageRecord() : Record(_result!));
        }
    }

    private InvocationRecord Record(InvocationResult result)
    {
        LateFailure? late = _late ?? (_sending?.Failure is { } failure ? new LateFailure(InvocationOutcome.Exception, failure) : null);
        IReadOnlyList<InvocationLogLine>? lines = HasClient || _isConnectionRecorded ? Lines?.ToArray() : Lines;
        return result.ToRecord(_request, _call.Time, Activity, new RecordTail(CpuTime, Subrequests?.Count ?? 0, lines, Bindings?.Usage, late));
    }

    private InvocationResult Result(InvocationOutcome outcome)
    {
        ColdStartPhases? coldStart = null;
        if (_isFirst && Isolate.ColdStart is { } phases)
        {
            coldStart = phases with { FirstResponse = Isolate.Time.GetElapsedTime(_startedAt) };
            Isolate.ColdStart = coldStart;
        }

        return new InvocationResult
        {
            Outcome = outcome,
            WallTime = Isolate.Time.GetElapsedTime(_call.Timestamp),
            CpuTime = CpuTime,
            ColdStart = coldStart,
            MemoryUsedBytes = Isolate.MemoryUsedBytes,
            IsolateId = Isolate.Id,
            RequestId = RequestId,
            Region = Isolate.Region,
            FunctionName = Isolate.Function.Name,
            FunctionVersion = Isolate.Function.Version,
            PassThrough = _passThrough,
            Reply = outcome is InvocationOutcome.Ok or InvocationOutcome.Exception ? Volatile.Read(ref _reply) : null,
        };
    }
}
