using EdgeIsolates.Records;
using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

// A request that was answered with a WebSocket lives as long as a client is connected: listeners, timers and promises of its code stay its own. No wall time ends it.
//
// Records: one for the request when it was answered; then one for each message, of the method WEBSOCKET, with what was used and logged since the last one; and one for
// the end of the connection, which tells what went wrong if it did. Each message has the CPU time, the subrequests, the calls of bindings and the log space of a request.
internal sealed partial class FetchInvocation
{
    private const string MessageMethod = "WEBSOCKET";

    private bool _isConnectionRecorded;
    private bool _hasMessage;
    private EdgeError? _messageError;
    private CallStart _messageStart;
    private TimeSpan _recordedCpu;
    private TimeSpan _unrecordedCpu;

    public override bool HasFailed => _error is not null || _late is not null || _result is { Outcome: not InvocationOutcome.Ok };

    public override bool HasClient => Sockets is { } sockets && sockets.Exists(static socket => socket is { IsServer: true, IsAccepted: true });

    public override void BeginMessage(in V8Scope scope)
    {
        _unrecordedCpu += scope.GetRequestCpu(Id) - _recordedCpu;
        _recordedCpu = default;
        base.BeginMessage(in scope);
        _messageStart = CallStart.Now(Isolate.Time);
        _hasMessage = true;
    }

    public override void FailMessage(EdgeError error)
    {
        base.FailMessage(error);
        _messageError ??= error;
    }

    /// <summary>Writes what is to be told of the connection after a piece of work.</summary>
    private void RecordConnection()
    {
        if (IsEnded || !_isDelivered || !Isolate.Records.AreWanted)
        {
            return;
        }

        if (!_isConnectionRecorded && HasClient)
        {
            Isolate.Records.Write(Record(_result!));
            _isConnectionRecorded = true;
            NoteRecorded();
        }
        else if (_isConnectionRecorded && _hasMessage)
        {
            Isolate.Records.Write(MessageRecord());
            NoteRecorded();
        }
    }

    private void NoteRecorded()
    {
        _recordedCpu = CpuTime;
        _unrecordedCpu = default;
        _hasMessage = false;
        _messageError = null;
        Lines?.Clear();
        Bindings?.ForgetUsage();
    }

    private InvocationRecord MessageRecord()
    {
        EdgeError? error = _late?.Error ?? _messageError;
        InvocationOutcome outcome = _late?.Outcome ?? (error is null ? InvocationOutcome.Ok : InvocationOutcome.Exception);
        InvocationRecord record = Record(_result!);
        return record with
        {
            Method = MessageMethod,
            StartedAt = _hasMessage ? _messageStart.Time : record.StartedAt,
            Outcome = outcome,
            WallTime = _hasMessage ? Isolate.Time.GetElapsedTime(_messageStart.Timestamp) : TimeSpan.Zero,
            CpuTime = CpuTime - _recordedCpu + _unrecordedCpu,
            ColdStart = null,
            Error = error,
        };
    }
}
