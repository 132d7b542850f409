using EdgeIsolates.Isolates;

namespace EdgeIsolates.Bindings;

// What one request does with its bindings: it may make so many calls; they are cancelled when it ends; the host's scoped services live as long as it does. What the host
// holds for a call (its arguments, and its result until the script has it) counts as the isolate's memory: a thousand calls of 25 MB each are refused like any such array.
internal sealed class BindingUse(TenantIsolate isolate) : IDisposable
{
    private readonly int _mostCalls = isolate.Limits.BindingCallsPerRequest;
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private Dictionary<string, BindingUsage>? _usage;
    private Dictionary<int, string>? _received;
    private Dictionary<int, CancellationTokenSource>? _abortable;
    private RequestServices? _services;
    private int _calls;
    private long _heldBytes;
    private bool _isOver;

    /// <summary>Cancelled when the request has ended.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>What was done with each binding so far.</summary>
    public IReadOnlyList<BindingUsage> Usage => _usage is null ? [] : [.. _usage.Values];

    /// <summary>The host's services in the scope of this request. Any thread.</summary>
    public IServiceProvider Services
    {
        get
        {
            lock (_gate)
            {
                return (_services ??= new RequestServices(isolate.Services)).Services;
            }
        }
    }

    /// <summary>Takes one of the calls that the request may make; false when there is none left.</summary>
    public bool TryCall() => _calls < _mostCalls && ++_calls > 0;

    /// <summary>Counts bytes as the isolate's until they are given back or the request ends; false, and nothing counted, when there is not enough memory left. Any thread.</summary>
    public bool TryHold(long bytes)
    {
        lock (_gate)
        {
            if (bytes == 0)
            {
                return true;
            }

            if (_isOver || !isolate.TryChargeMemory(bytes))
            {
                return false;
            }

            _heldBytes += bytes;
            return true;
        }
    }

    /// <summary>Gives bytes back. Any thread.</summary>
    public void Release(long bytes)
    {
        lock (_gate)
        {
            if (!_isOver && bytes > 0)
            {
                _heldBytes -= bytes;
                isolate.ChargeMemory(-bytes);
            }
        }
    }

    /// <summary>Gives back the calls that were taken.</summary>
    public void Renew() => _calls = 0;

    /// <summary>A call that the script may give up; for the holder of the mailbox, as are the next two.</summary>
    /// <returns>Cancelled when it does, and when the request ends.</returns>
    public CancellationToken BeginAbortable(int call)
    {
        var aborting = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        (_abortable ??= [])[call] = aborting;
        return aborting.Token;
    }

    /// <summary>The script gives the call up.</summary>
    public void Abort(int call)
    {
        if (_abortable?.GetValueOrDefault(call) is { } aborting)
        {
            aborting.Cancel();
        }
    }

    /// <summary>The call is over.</summary>
    public void EndAbortable(int call)
    {
        if (_abortable is not null && _abortable.Remove(call, out CancellationTokenSource? aborting))
        {
            aborting.Dispose();
        }
    }

    /// <summary>Keeps the streams that came with an answer until the script asks for them.</summary>
    public void Received(int call, string bodies)
    {
        if (bodies.Length > 0)
        {
            (_received ??= [])[call] = bodies;
        }
    }

    /// <summary>The streams that came with the answer to a call; once.</summary>
    public string? TakeReceived(int call) => _received is not null && _received.Remove(call, out string? bodies) ? bodies : null;

    /// <summary>What was done has been told: what comes counts from zero.</summary>
    public void ForgetUsage() => _usage = null;

    /// <summary>Notes a call that was answered; for the holder of the mailbox.</summary>
    public void Note(string name, string type, TimeSpan time, bool succeeded, long sent, long received)
    {
        _usage ??= new(StringComparer.Ordinal);
        BindingUsage before = _usage.GetValueOrDefault(name) ?? new BindingUsage(name, type, 0, 0, TimeSpan.Zero, 0, 0);
        _usage[name] = before with
        {
            Calls = before.Calls + 1,
            Failures = before.Failures + (succeeded ? 0 : 1),
            Time = before.Time + time,
            BytesSent = before.BytesSent + sent,
            BytesReceived = before.BytesReceived + received,
        };
    }

    public void Dispose()
    {
        _ended.Cancel();
        RequestServices? scope;
        lock (_gate)
        {
            scope = _services;
            _isOver = true;
            isolate.ChargeMemory(-_heldBytes);
            _heldBytes = 0;
        }

        scope?.Dispose();
    }
}
